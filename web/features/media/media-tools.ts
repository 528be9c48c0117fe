/** Reading and cutting media is a part of its own, fetched when there is something to read. */
export const mediaTools = () => import('./tools.ts');
