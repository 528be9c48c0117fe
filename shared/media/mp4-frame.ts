import { agrees } from './mp4-handlers.ts';
import { type Asked, areModest, judgeTable, MOST_ROWS } from './mp4-tables.ts';
import type { ReadBytes } from './schema.ts';

const HEAD_BYTES = 16;
/** Boxes of a file: a minute that is written a frame at a time has about forty thousand. */
const MOST_BOXES = 100_000;
/** How deep boxes lie in each other; players know eleven levels. */
const MOST_DEPTH = 16;
/** What is read whole: the head of the film with its tables and a cover, and the head of a fragment. */
const MOST_HEAD_BYTES = 16 * 1024 * 1024;
const MOST_FRAGMENT_BYTES = 1024 * 1024;
/** How a file of this family may begin. */
const FIRST = new Set(['ftyp', 'styp', 'moov', 'mdat', 'free', 'skip', 'wide', 'pnot']);
/** Boxes that hold boxes. What is in others is not looked at by readers either, but for `stsd`. */
const CONTAINERS = new Set([
  'moov',
  'trak',
  'mdia',
  'minf',
  'dinf',
  'stbl',
  'edts',
  'mvex',
  'moof',
  'traf',
  'mfra',
  'udta',
  'meta',
]);

type Box = { name: string; dataAt: number; end: number };
/** What was met so far, over the whole file. */
type Met = { boxes: number; listed: number; fragments: Set<number>; index: { at: number; to: number[] } | null };
/** What was met of one track. */
type Track = Omit<Asked, 'listed' | 'names'> & { kind: string | null };
const newTrack = (): Track => ({ samples: 0, reorders: false, inChunk: 0, sized: false, kind: null });

/** Whether a file begins as MP4 and QuickTime do. */
export const isMp4 = (head: Uint8Array): boolean => FIRST.has(String.fromCharCode(...head.subarray(4, 8)));

/**
 * Whether an MP4 or QuickTime file is framed as it should be. Readers follow each count and each pointer that they find: a few
 * bytes can ask for billions of rows, or send them round for ever. So:
 * - every box lies inside of the one around it;
 * - a table has no more rows than a take can have, nor than it has bytes for;
 * - an index names fragments alone;
 * - there is no sound in a track of something else.
 */
export async function isMp4Framed(size: number, read: ReadBytes): Promise<boolean> {
  const met: Met = { boxes: 0, listed: 0, fragments: new Set(), index: null };
  for (let at = 0; at < size; ) {
    const box = boxIn(await read(at, Math.min(size, at + HEAD_BYTES)), at, size);
    if (!box || ++met.boxes > MOST_BOXES) return false;
    if (box.name === 'moov' || box.name === 'moof' || box.name === 'mfra') {
      if (box.end - at > (box.name === 'moov' ? MOST_HEAD_BYTES : MOST_FRAGMENT_BYTES)) return false;
      if (box.name === 'moof') met.fragments.add(at);
      if (box.name === 'mfra') met.index = { at, to: [] };
      if (!areFramed(await read(box.dataAt, box.end), met)) return false;
    }
    at = box.end;
  }
  return (await isIndexOwn(size, read, met)) && (met.index?.to.every(at => met.fragments.has(at)) ?? true);
}

/** The last word of a file says how far before its end an index begins. It may be no such word; but it names no index that lies in something else. */
async function isIndexOwn(size: number, read: ReadBytes, { index }: Met): Promise<boolean> {
  if (size < HEAD_BYTES) return true;
  const last = await read(size - 4, size);
  const at = size - new DataView(last.buffer, last.byteOffset).getUint32(0);
  if (at < 0 || at > size - 8 || at === index?.at) return true;
  return String.fromCharCode(...(await read(at + 4, at + 8))) !== 'mfra';
}

/** Whether all boxes in these bytes are framed. */
function areFramed(bytes: Uint8Array, met: Met, depth = 0, track = newTrack()): boolean {
  if (depth > MOST_DEPTH) return false;
  // QuickTime ends some lists with a word of zeros.
  for (let at = 0; bytes.length - at >= 8; ) {
    const box = boxIn(bytes.subarray(at, at + HEAD_BYTES), at, bytes.length);
    if (!box || ++met.boxes > MOST_BOXES) return false;
    const content = bytes.subarray(box.dataAt, box.end);
    if (CONTAINERS.has(box.name)) {
      const own = box.name === 'meta' ? ownOfMeta(content) : 0;
      // Tags say of what kind they are as tracks do.
      const of = box.name === 'trak' || box.name === 'meta' ? newTrack() : track;
      if (!areFramed(content.subarray(own), met, depth + 1, of)) return false;
    } else if (!agrees(box.name, content, track) || !isTableFine(judgeTable(box.name, content), met, track)) return false;
    at = box.end;
  }
  return true;
}

function isTableFine(asked: Asked | null, met: Met, track: Track): boolean {
  if (asked === null) return false;
  met.listed += asked.listed;
  met.index?.to.push(...asked.names);
  track.reorders ||= asked.reorders;
  track.samples += asked.reorders ? 0 : asked.samples;
  track.sized ||= asked.sized;
  track.inChunk = Math.max(track.inChunk, asked.inChunk);
  return met.listed <= 2 * MOST_ROWS && areModest(track);
}

/** MP4's `meta` begins with a word of zeros, QuickTime's with its first box. */
const ownOfMeta = (content: Uint8Array) => (content.subarray(0, 4).every(byte => byte === 0) ? 4 : 0);

/** The box whose head these bytes begin with, at `at`; null for what is none, or ends outside of `limit`. */
function boxIn(head: Uint8Array, at: number, limit: number): Box | null {
  if (head.length < 8) return null;
  const view = new DataView(head.buffer, head.byteOffset, head.length);
  const name = String.fromCharCode(...head.subarray(4, 8));
  const said = view.getUint32(0);
  if (said === 1 && head.length < 16) return null;
  const headBytes = said === 1 ? 16 : 8;
  const end = at + (said === 1 ? Number(view.getBigUint64(8)) : said);
  return end >= at + headBytes && end <= limit ? { name, dataAt: at + headBytes, end } : null;
}
