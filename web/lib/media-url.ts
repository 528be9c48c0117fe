import { CHECKED_PATH } from './checked-path.ts';
import { cidOf } from './cid-of.ts';

/**
 * Where media can be played from: what is named by its content is checked block by block before it plays; any other address is as it is.
 * Rejects when no gateway gives the right bytes, or the player ends in an error; the next call asks again.
 */
export function mediaUrl(url: string): string | Promise<string> {
  const cid = cidOf(url);
  return cid === null ? url : import('./play-url.ts').then(({ playUrl }) => playUrl(cid));
}

/**
 * What a player tries that could not play `src`: the whole file, checked, where `src` is the worker's; null where nothing else is
 * left, as for a whole file.
 */
export function wholeInstead(src: string): Promise<string> | null {
  if (!src.startsWith(CHECKED_PATH)) return null;
  return import('./read-verified.ts').then(({ heldUrl }) => heldUrl(src.slice(CHECKED_PATH.length)));
}

/** The same for a picture. */
export function pictureUrl(url: string): string | Promise<string> {
  const cid = cidOf(url);
  return cid === null ? url : import('./read-verified.ts').then(({ heldUrl }) => heldUrl(cid, 'pictures'));
}

/** The shape of a sound that comes without one: decoded on the device. */
export const readPeaks = (url: string, signal: AbortSignal): Promise<number[]> =>
  import('./read-verified.ts').then(reader => reader.readPeaks(url, signal));
