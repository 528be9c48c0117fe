/** Recorded cascades: reading them and letting them happen again. */
export { type PlayOptions, type PlayResult, playCascades } from './play-cascades.ts';
export { type Cascade, type CascadeEvent, readCascades } from './read-cascades.ts';
export { type ReplayedPost, replayedPost } from './replayed-people.ts';
