import type { Address, Hex } from 'viem';
import { POOL_MANAGER } from '../../../../shared/markets/base-contracts.ts';
import {
  COIN_TRANSFER_TOPIC,
  INITIALIZE_TOPIC,
  MIGRATED_TOPIC,
  POOL_SWAP_TOPIC,
  REWARDS_TOPIC,
  SWAPPED_TOPIC,
  V3_SWAP_TOPIC,
} from '../../../../shared/markets/coin-events.ts';
import type { Backing, TrackedCoin } from '../../../../shared/markets/coin-facts.ts';

/** Nodes take so many addresses or topics in one log query. */
const FILTER_SIZE = 100;

export type LogFilter = { address: Address[]; topics: (Hex | Hex[] | null)[] };

/**
 * What is asked of the node: swaps of our pools, what our coins tell, first prices, rewards, prices of backing pools. By address
 * and topic, so that a busy hook's other pools are not sent to us; only rewards have no topic of their coin.
 */
export function logFilters(coins: readonly TrackedCoin[], backings: readonly Backing[]): LogFilter[] {
  const filters: LogFilter[] = [];
  const pools = coins.flatMap(coin => coin.pools);
  const poolIds = unique(pools.map(pool => pool.poolId));
  const hooks = unique(pools.map(pool => pool.hook));
  for (const ids of parts(poolIds)) {
    const theirs = unique(pools.filter(pool => ids.includes(pool.poolId)).map(pool => pool.hook));
    filters.push(
      { address: theirs, topics: [SWAPPED_TOPIC, null, null, ids] },
      { address: [POOL_MANAGER], topics: [INITIALIZE_TOPIC, ids] },
    );
  }
  for (const address of parts(coins.map(coin => coin.coinAddress))) {
    filters.push({ address, topics: [[COIN_TRANSFER_TOPIC, MIGRATED_TOPIC]] });
  }
  for (const address of parts(hooks)) filters.push({ address, topics: [REWARDS_TOPIC] });
  const v4 = backings.flatMap(backing => backing.poolId ?? []);
  const v3 = backings.flatMap(backing => backing.poolAddress ?? []);
  for (const ids of parts(v4)) filters.push({ address: [POOL_MANAGER], topics: [[INITIALIZE_TOPIC, POOL_SWAP_TOPIC], ids] });
  for (const address of parts(v3)) filters.push({ address, topics: [V3_SWAP_TOPIC] });
  return filters;
}

function unique<T>(items: readonly T[]): T[] {
  return [...new Set(items)];
}

function parts<T>(items: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(items.length / FILTER_SIZE) }, (_, i) =>
    items.slice(i * FILTER_SIZE, (i + 1) * FILTER_SIZE),
  );
}
