import { type FetchBlock, openVerified, readLeaf } from './verified-file.ts';

/** The bytes of a whole file, each block checked; null for one of more than `most` bytes. @throws NotTheFile, or what `fetchBlock` throws */
export async function readWhole(cid: string, most: number, fetchBlock: FetchBlock): Promise<Uint8Array | null> {
  const { size, leaves } = await openVerified(cid, fetchBlock);
  if (size > most) return null;
  const whole = new Uint8Array(size);
  for (const leaf of leaves) whole.set(await readLeaf(leaf, fetchBlock), leaf.start);
  return whole;
}
