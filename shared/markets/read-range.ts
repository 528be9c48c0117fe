import { AppError } from '../kernel/app-error.ts';
import { type CoinFacts, noFacts, type Pool, type TrackedCoin } from './coin-facts.ts';
import type { Rates } from './rates.ts';
import { readCoinLogs } from './read-coin-logs.ts';
import type { Block, KnownFacts, LogRange, SyncChain } from './sync-ports.ts';

/** Nodes answer log queries of so many blocks at most. */
export const MOST_BLOCKS = 2_000;

export type ReadRange = { blocks: Block[]; facts: KnownFacts };

/**
 * What the coins' logs say up to a block; null when the chain changed while it was read. A coin that moves to a new pool within
 * the range has this pool's logs read too, which takes a second look at the same blocks.
 */
export async function readRange(chain: SyncChain, range: LogRange, rates: Rates): Promise<ReadRange | null> {
  if (range.coins.length === 0 && range.backings.length === 0) return { blocks: [], facts: { ...noFacts(), trades: [] } };
  for (let coins = range.coins; ; ) {
    const read = await chain.logs({ ...range, coins });
    if (!read) return null;
    const facts = readCoinLogs(read.logs, coins, range.backings, rates);
    const more = withNewPools(coins, facts);
    if (!more) return { blocks: read.blocks, facts: await withTraders(chain, facts) };
    coins = more;
  }
}

/** The coins with the pools that they moved to, or null when all of these were known. */
function withNewPools(coins: readonly TrackedCoin[], facts: CoinFacts): TrackedCoin[] | null {
  const found = new Map<string, Pool[]>();
  for (const { coinAddress, toPoolId, toPoolKey } of facts.migrations) {
    const known = coins.find(coin => coin.coinAddress === coinAddress)?.pools ?? [];
    const fresh = found.get(coinAddress) ?? [];
    if ([...known, ...fresh].some(pool => pool.poolId === toPoolId)) continue;
    found.set(coinAddress, [...fresh, { poolId: toPoolId, hook: toPoolKey.hooks }]);
  }
  if (found.size === 0) return null;
  return coins.map(coin => ({ ...coin, pools: [...coin.pools, ...(found.get(coin.coinAddress) ?? [])] }));
}

async function withTraders(chain: SyncChain, facts: CoinFacts): Promise<KnownFacts> {
  const unknown = facts.trades.filter(trade => trade.trader === null).map(trade => trade.transactionHash);
  const senders = unknown.length > 0 ? await chain.sendersOf([...new Set(unknown)]) : null;
  const trades = facts.trades.map(trade => {
    const trader = trade.trader ?? senders?.get(trade.transactionHash);
    // Gone between two questions: a reorg, which the next look at the head finds.
    if (!trader) throw new AppError('chain/moved', 'The chain moved while it was read.', { status: 503, retryable: true });
    return { ...trade, trader };
  });
  return { ...facts, trades };
}
