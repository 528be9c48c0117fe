// One part of the app, fetched with the first file: readers and writers of containers, and the naming of content.
export { cutTake } from './cut-take.ts';
export { cidOfBlob, measureTake } from './measure-take.ts';
export { posterFrame } from './poster-frame.ts';
