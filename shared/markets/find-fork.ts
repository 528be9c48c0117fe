import type { Cursor, Head, SyncPorts } from './sync-ports.ts';

/** Blocks asked for at once. */
const BATCH = 16;
/** Blocks on record that are looked at; reorgs on Base are a few blocks deep. */
const DEPTH = 512;
/** A node behind a shared address may be so many blocks behind another. */
const MOST_LAG = 32;

/**
 * Whether the head builds on the cursor's block: `same`, `forked`, or `behind` where the node does not know enough to tell. Nodes
 * behind one address disagree: a head under the cursor is one that lags, unless it shows another block or is far behind; one that
 * gave the head may not be the one that is asked for the cursor's block.
 */
export async function compareChains(
  { store, chain }: Pick<SyncPorts, 'store' | 'chain'>,
  cursor: Cursor,
  head: Head,
): Promise<'same' | 'forked' | 'behind'> {
  const verdict = (same: boolean) => (same ? 'same' : 'forked');
  if (head.number === cursor.number) return verdict(head.hash === cursor.hash);
  if (head.number === cursor.number + 1) return verdict(head.parentHash === cursor.hash);
  if (head.number > cursor.number) {
    const theirs = await chain.block(cursor.number);
    return theirs === null ? 'behind' : verdict(theirs.hash === cursor.hash);
  }
  if (cursor.number - head.number > MOST_LAG) return 'forked';
  const ours = (await store.recentBlocks(MOST_LAG * 2)).find(block => block.number === head.number);
  return ours === undefined || ours.hash === head.hash ? 'behind' : 'forked';
}

/**
 * The newest block on record that the chain still has: everything after it is taken back. It may be older than the true fork,
 * which only means to read some blocks again. When nothing on record is left, all is read again from before the first coin.
 */
export async function findFork({ store, chain }: Pick<SyncPorts, 'store' | 'chain'>): Promise<Cursor> {
  const known = await store.recentBlocks(DEPTH);
  for (let first = 0; first < known.length; first += BATCH) {
    const batch = known.slice(first, first + BATCH);
    const theirs = await Promise.all(batch.map(block => chain.block(block.number)));
    const same = batch.find((block, i) => theirs[i]?.hash === block.hash);
    if (same) return same;
  }
  return beforeFirstCoin({ store, chain });
}

/** Where reading begins: the block before the first coin's, or the head while there is no coin. */
export async function beforeFirstCoin({ store, chain }: Pick<SyncPorts, 'store' | 'chain'>): Promise<Cursor> {
  const [coins, head] = await Promise.all([store.coins(), chain.head()]);
  const first = Math.min(...coins.map(coin => coin.createdBlock - 1), head.number);
  const block = first === head.number ? head : await chain.block(Math.max(first, 0));
  return { number: block?.number ?? head.number, hash: block?.hash ?? head.hash };
}
