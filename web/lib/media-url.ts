/** Addresses in memory at a time; what is on screen is among the latest. */
const KEPT = 24;
const held = new Map<string, Promise<string>>();

/** The CID in a gateway's address; null for an address of another kind. */
export const cidOf = (url: string): string | null => /^https?:\/\/[^/]+\/ipfs\/(baf[ky][a-z2-7]+)$/.exec(url)?.[1] ?? null;

/**
 * Where media can be played from: what is named by its content is fetched, checked block by block, and played from memory; any other address is as it is.
 * Rejects when no gateway gives the right bytes; the next call asks again.
 */
export function mediaUrl(url: string): string | Promise<string> {
  const cid = cidOf(url);
  if (cid === null) return url;
  const found = held.get(cid) ?? import('./read-verified.ts').then(({ readVerified }) => readVerified(cid));
  held.delete(cid);
  held.set(cid, found);
  found.catch(() => held.delete(cid));
  for (const [oldest, address] of held) {
    if (held.size <= KEPT) break;
    held.delete(oldest);
    void address.then(URL.revokeObjectURL);
  }
  return found;
}
