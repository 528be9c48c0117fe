import type { ReadBytes } from './schema.ts';
import { type FetchBlock, readLeaf, type VerifiedFile } from './verified-file.ts';

/** Leaves kept in memory: a reader goes mostly forwards, and back to the index at an end. */
const KEPT = 6;

/** Any range of a file whose leaves are fetched as they are needed, each checked; a few megabytes are in memory at a time. */
export function windowOn(file: VerifiedFile, fetchBlock: FetchBlock): ReadBytes {
  const kept = new Map<number, Promise<Uint8Array>>();
  const leafAt = (at: number): Promise<Uint8Array> => {
    const leaf = file.leaves[at];
    if (!leaf) throw new RangeError('outside of the file');
    const held = kept.get(at) ?? readLeaf(leaf, fetchBlock);
    kept.delete(at);
    kept.set(at, held);
    // A failure is not kept: the next read asks again.
    held.catch(() => kept.delete(at));
    for (const oldest of kept.keys()) {
      if (kept.size <= KEPT) break;
      kept.delete(oldest);
    }
    return held;
  };
  return async (start, end) => {
    const bytes = new Uint8Array(end - start);
    let at = file.leaves.findIndex(leaf => leaf.start + leaf.size > start);
    for (let filled = 0; filled < bytes.length; at++) {
      const leaf = file.leaves[at];
      const from = start + filled - (leaf?.start ?? 0);
      const part = (await leafAt(at)).subarray(from, from + bytes.length - filled);
      bytes.set(part, filled);
      filled += part.length;
    }
    return bytes;
  };
}
