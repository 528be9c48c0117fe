import type { Cursor, SyncPorts } from './sync-ports.ts';

/** Blocks asked for at once. */
const BATCH = 16;
/** Blocks on record that are looked at; reorgs on Base are a few blocks deep. */
const DEPTH = 512;

/**
 * The newest block on record that the chain still has: everything after it is taken back. It may be older than the true fork, which only means to read some blocks again.
 * When nothing on record is left, all is read again from before the first coin.
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
