import { cidOf } from './cid-of.ts';

/**
 * Where media can be played from: what is named by its content is checked block by block before it plays; any other address is as it is.
 * Rejects when no gateway gives the right bytes, or the player ends in an error; the next call asks again.
 */
export function mediaUrl(url: string): string | Promise<string> {
  const cid = cidOf(url);
  return cid === null ? url : import('./play-url.ts').then(({ playUrl }) => playUrl(cid));
}

/** The same for a picture. */
export function pictureUrl(url: string): string | Promise<string> {
  const cid = cidOf(url);
  return cid === null ? url : import('./read-verified.ts').then(({ heldUrl }) => heldUrl(cid, 'pictures'));
}

/** The shape of a sound that comes without one: decoded on the device. */
export const readPeaks = (url: string, signal: AbortSignal): Promise<number[]> =>
  import('./read-verified.ts').then(reader => reader.readPeaks(url, signal));
