import type { Address } from 'viem';
import type { Backing } from './coin-facts.ts';
import { MOST_BLOCKS, readRange } from './read-range.ts';
import type { Cursor, FollowedCoin, SyncPorts } from './sync-ports.ts';

type Followed = { coins: readonly FollowedCoin[]; backings: readonly Backing[] };
export type PastRead = { coin: Address; trades: number; unread: number };

/**
 * Reads one more stretch of the past of a coin that was linked after the cursor had passed its block: progress is kept with each
 * stretch, an operator may pause it, and the head is followed in between. Null when there is nothing to read, 'lost' when another
 * runner has the lease.
 */
export async function readPast(
  ports: SyncPorts,
  owner: string,
  cursor: Cursor,
  { coins, backings }: Followed,
): Promise<PastRead | 'lost' | null> {
  const { store, chain } = ports;
  for (const coin of coins) {
    if (coin.read !== 'none' || coin.createdBlock > cursor.number) continue;
    // If the chain does not have this block (any more), its launch notices and says which one it is now.
    if ((await chain.block(coin.createdBlock))?.hash !== coin.createdBlockHash) continue;
    if (!(await store.beginPast(owner, cursor, coin))) return 'lost';
    return readStretch(ports, { owner, cursor, backings }, coin, coin.createdBlock - 1);
  }
  const [next] = coins
    .flatMap(coin => (typeof coin.read === 'object' && !coin.read.paused ? [{ coin, upTo: coin.read.upTo }] : []))
    .sort((a, b) => b.upTo - a.upTo);
  return next ? readStretch(ports, { owner, cursor, backings }, next.coin, next.upTo) : null;
}

async function readStretch(
  { store, chain }: SyncPorts,
  { owner, cursor, backings }: { owner: string; cursor: Cursor; backings: readonly Backing[] },
  coin: FollowedCoin,
  read: number,
): Promise<PastRead | 'lost' | null> {
  const upTo = Math.min(read + MOST_BLOCKS, cursor.number);
  const to = upTo === cursor.number ? cursor : await chain.block(upTo);
  if (!to) return null;
  // Rates move along with the backing pools' own logs, which the chain gives again; what is kept of them is kept already.
  const rates = backings.length > 0 ? await store.ratesAt(read) : new Map();
  const found = await readRange(chain, { coins: [coin], backings, from: read + 1, to, cursor }, rates);
  if (!found) return null;
  const facts = { ...found.facts, backingPrices: [] };
  if (!(await store.writePast(owner, cursor, coin.coinAddress, upTo, facts))) return 'lost';
  return { coin: coin.coinAddress, trades: facts.trades.length, unread: facts.unread };
}
