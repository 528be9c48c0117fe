import type { Address, Hex } from 'viem';
import { POOL_MANAGER } from './base-contracts.ts';
import {
  COIN_TRANSFER_TOPIC,
  INITIALIZE_TOPIC,
  MIGRATED_TOPIC,
  POOL_SWAP_TOPIC,
  REWARDS_TOPIC,
  SWAPPED_TOPIC,
  V3_SWAP_TOPIC,
} from './coin-events.ts';
import { type Backing, type ChainLog, type CoinFacts, noFacts, type TrackedCoin } from './coin-facts.ts';
import { noteRate, readFirstPrice, readMigration, readReward, readSwap, readTransfer } from './log-facts.ts';
import { addressAt, uintAt } from './log-words.ts';
import type { Rate, Rates } from './rates.ts';

type Reading = {
  coinAt: ReadonlyMap<string, TrackedCoin>;
  coinOfPool: ReadonlyMap<string, { coin: TrackedCoin; hook: Address }>;
  backingOfPool: ReadonlyMap<string, Backing>;
  /** What currencies cost by now. */
  rates: Map<Address, Rate>;
  born: Set<Address>;
  facts: CoinFacts;
};

/**
 * What logs, in the order of the chain, say of these coins. `rates` are what currencies cost before the first log; they move along with the logs.
 *
 * Logs of other pools and coins are passed over. So is a log that only looks like one of ours:
 * - Swapped and rewards must come from a hook of the coin's own pools;
 * - CoinTransfer and LiquidityMigrated must come from the coin;
 * - Initialize and Swap must come from the pool manager, or from the backing pool itself.
 *
 * Who trades: a router that the hook trusts names its caller. That is right for smart wallets, too, whose transactions others send.
 */
export function readCoinLogs(
  logs: Iterable<ChainLog>,
  coins: readonly TrackedCoin[],
  backings: readonly Backing[] = [],
  rates: Rates = new Map(),
): CoinFacts {
  const reading: Reading = {
    coinAt: new Map(coins.map(coin => [coin.coinAddress, coin])),
    coinOfPool: new Map(coins.flatMap(coin => coin.pools.map(({ poolId, hook }) => [poolId, { coin, hook }]))),
    backingOfPool: new Map(backings.map(backing => [backing.poolId ?? backing.poolAddress ?? '', backing])),
    rates: new Map(rates),
    born: new Set(),
    facts: noFacts(),
  };
  for (const log of logs) {
    try {
      READERS.get(log.topics[0] ?? '')?.(log, reading);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      reading.facts.unread++;
    }
  }
  return reading.facts;
}

/** Who reads a log, by its first topic. */
const READERS: ReadonlyMap<string, (log: ChainLog, reading: Reading) => void> = new Map([
  [SWAPPED_TOPIC, onSwapped],
  [COIN_TRANSFER_TOPIC, onCoinTransfer],
  [POOL_SWAP_TOPIC, onPoolSwap],
  [V3_SWAP_TOPIC, onV3Swap],
  [INITIALIZE_TOPIC, onInitialize],
  [REWARDS_TOPIC, onRewards],
  [MIGRATED_TOPIC, onMigrated],
]);

function onSwapped(log: ChainLog, { coinOfPool, rates, facts }: Reading): void {
  const watched = coinOfPool.get(log.topics[3] ?? '');
  if (watched?.hook === log.address) readSwap(log, watched.coin, rates, facts);
}

function onCoinTransfer(log: ChainLog, { coinAt, born, facts }: Reading): void {
  const coin = coinAt.get(log.address);
  if (!coin) return;
  const { coinAddress, createdBlockHash } = coin;
  facts.transfers.push(readTransfer(log, coin));
  if (log.blockHash !== createdBlockHash || born.has(coinAddress)) return;
  born.add(coinAddress);
  facts.born.push({ coinAddress, createdBlockHash });
}

function onPoolSwap(log: ChainLog, reading: Reading): void {
  if (log.address === POOL_MANAGER) noteSwap(log, log.topics[1], reading);
}

function onV3Swap(log: ChainLog, reading: Reading): void {
  noteSwap(log, log.address, reading);
}

/** What a backing pool's swap says of its currency. Both kinds of pool have sqrtPriceX96 at the same place. */
function noteSwap(log: ChainLog, pool: Hex | undefined, { backingOfPool, rates, facts }: Reading): void {
  const backing = backingOfPool.get(pool ?? '');
  if (backing) noteRate(log, backing, uintAt(log.data, 2, 160), rates, facts);
}

function onInitialize(log: ChainLog, { coinOfPool, backingOfPool, rates, facts }: Reading): void {
  if (log.address !== POOL_MANAGER) return;
  const id = log.topics[1] ?? '';
  const backing = backingOfPool.get(id);
  if (backing) noteRate(log, backing, uintAt(log.data, 3, 160), rates, facts);
  const coin = coinOfPool.get(id)?.coin;
  if (coin?.pools[0]?.poolId === id) readFirstPrice(log, coin, rates, facts);
}

function onRewards(log: ChainLog, { coinAt, rates, facts }: Reading): void {
  const coin = coinAt.get(addressAt(log.data, 0));
  if (coin?.pools.some(pool => pool.hook === log.address)) facts.rewards.push(readReward(log, coin, rates));
}

function onMigrated(log: ChainLog, { coinAt, facts }: Reading): void {
  const coin = coinAt.get(log.address);
  if (coin) facts.migrations.push(readMigration(log, coin));
}
