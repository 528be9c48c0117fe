import { ADTS, type Input, MP3, OGG, WAVE } from 'mediabunny';
import type { ReadBytes } from './schema.ts';

/** What a file may have beside its sound and the tag before it: short tags, a frame that tells the length. Four seconds of the thinnest MP3. */
const MOST_SPARE_BYTES = 4_096;
/** Sound that lasts no longer than this is not found to be a copy. */
const MOST_SPARE_SECONDS = 4;
const PAGE_HEAD_BYTES = 27;
/** Pages of a minute, a packet in each. */
const MOST_PAGES = 50_000;

/**
 * Whether the packets that a reader found in a file, so many bytes and seconds of them, are all that players may play of it. WAV,
 * Ogg, MP3 and ADTS have no table of what is in them, and players go on where a reader takes the file to end: a second `data`, a
 * stream that follows the first, frames of another kind after rubbish. MP4 and WebM are walked before they are read.
 */
export async function isOneSound(
  input: Input,
  size: number,
  read: ReadBytes,
  found: { bytes: number; seconds: number },
): Promise<boolean> {
  const format = await input.getFormat();
  if (format === WAVE) return size - found.bytes <= (MOST_SPARE_SECONDS * found.bytes) / found.seconds;
  if (format === OGG) return isOneStream(size, read);
  if (format === MP3 || format === ADTS) return size - (await tagBytes(size, read)) - found.bytes <= MOST_SPARE_BYTES;
  return true;
}

/** Whether every page of an Ogg file is of the stream that the first one begins (RFC 3533, section 6). */
async function isOneStream(size: number, read: ReadBytes): Promise<boolean> {
  let stream: number | undefined;
  let pages = 0;
  for (let at = 0; at < size; pages++) {
    const head = await read(at, Math.min(size, at + PAGE_HEAD_BYTES + 255));
    if (head.length < PAGE_HEAD_BYTES || String.fromCharCode(...head.subarray(0, 4)) !== 'OggS' || pages > MOST_PAGES)
      return false;
    const view = new DataView(head.buffer, head.byteOffset, head.length);
    const begins = (view.getUint8(5) & 2) !== 0;
    stream ??= view.getUint32(14);
    if (begins !== (at === 0) || view.getUint32(14) !== stream) return false;
    const parts = head.subarray(PAGE_HEAD_BYTES, PAGE_HEAD_BYTES + view.getUint8(26));
    at += PAGE_HEAD_BYTES + parts.length + parts.reduce((sum, bytes) => sum + bytes, 0);
  }
  return true;
}

/** Bytes of the ID3v2 tags that a file begins with: each tells its length in four times seven bits. */
async function tagBytes(size: number, read: ReadBytes): Promise<number> {
  let at = 0;
  while (at + 10 <= size) {
    const head = await read(at, at + 10);
    const length = head.subarray(6);
    if (String.fromCharCode(...head.subarray(0, 3)) !== 'ID3' || length.some(bits => bits > 127)) break;
    at += 10 + length.reduce((sum, bits) => sum * 128 + bits, 0);
  }
  return at;
}
