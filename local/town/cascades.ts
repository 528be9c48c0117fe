/** Recorded cascades: reading them and letting them happen again. */
export { playCascades } from './play-cascades.ts';
export { type Cascade, readCascades } from './read-cascades.ts';
export { type ReplayedPost, replayedPost } from './replayed-people.ts';
