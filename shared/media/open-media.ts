import { ADTS, CustomSource, Input, MATROSKA, MP3, MP4, OGG, QTFF, WAVE, WEBM } from 'mediabunny';
import { isMp4, isMp4Framed } from './mp4-frame.ts';
import type { ReadBytes } from './schema.ts';
import { HEAD_BYTES } from './sniff.ts';
import { isWebm, isWebmFramed } from './webm-frame.ts';

/** The containers that are read here. */
const [WEBMS, MP4S, OTHERS] = [
  [WEBM, MATROSKA],
  [MP4, QTFF],
  [WAVE, OGG, MP3, ADTS],
];
export const MEDIA_FORMATS = [...WEBMS, ...MP4S, ...OTHERS];
const CACHE_BYTES = 4 * 1024 * 1024;

/**
 * Opens a file of sound or film for `use`, and closes it: the container is known by its first bytes and walked before its own
 * reader gets it, so that none may take for its own what was not walked. Null for what is none, and for what its reader cannot
 * follow. Where the bytes cannot be had, nothing is known of the file: what `readBytes` threw is thrown.
 */
export async function withMedia<T>(size: number, readBytes: ReadBytes, use: (input: Input) => Promise<T>): Promise<T | null> {
  if (size === 0) return null;
  let unreadable: unknown;
  const read: ReadBytes = (start, end) =>
    readBytes(start, end).catch(error => {
      unreadable = error;
      throw error;
    });
  const head = await read(0, Math.min(size, HEAD_BYTES));
  const kind = isWebm(head) ? WEBMS : isMp4(head) ? MP4S : OTHERS;
  if (kind === WEBMS && !(await isWebmFramed(size, read))) return null;
  if (kind === MP4S && !(await isMp4Framed(size, read))) return null;
  const input = new Input({
    source: new CustomSource({ getSize: () => size, read, maxCacheSize: CACHE_BYTES }),
    formats: kind,
  });
  try {
    return await use(input);
  } catch {
    if (unreadable !== undefined) throw unreadable;
    return null;
  } finally {
    input.dispose();
  }
}
