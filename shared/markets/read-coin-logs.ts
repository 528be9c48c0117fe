import type { Address } from 'viem';
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

type Watched = { coin: TrackedCoin; hook: Address };

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
  coins: Iterable<TrackedCoin>,
  backings: Iterable<Backing> = [],
  rates: Rates = new Map(),
): CoinFacts {
  const byAddress = new Map<string, TrackedCoin>();
  const byPool = new Map<string, Watched>();
  for (const coin of coins) {
    byAddress.set(coin.coinAddress, coin);
    for (const { poolId, hook } of coin.pools) byPool.set(poolId, { coin, hook });
  }
  const byBackingPool = new Map<string, Backing>();
  for (const backing of backings) byBackingPool.set(backing.poolId ?? backing.poolAddress ?? '', backing);
  const now = new Map<Address, Rate>(rates);
  const facts = noFacts();
  const born = new Set<Address>();

  const read = (log: ChainLog): void => {
    const topic = log.topics[0];
    if (topic === SWAPPED_TOPIC) {
      const watched = byPool.get(log.topics[3] ?? '');
      if (watched?.hook === log.address) readSwap(log, watched.coin, now, facts);
    } else if (topic === COIN_TRANSFER_TOPIC) {
      const coin = byAddress.get(log.address);
      if (!coin) return;
      facts.transfers.push(readTransfer(log, coin));
      if (log.blockHash === coin.createdBlockHash && !born.has(coin.coinAddress)) {
        born.add(coin.coinAddress);
        facts.born.push({ coinAddress: coin.coinAddress, createdBlockHash: log.blockHash });
      }
    } else if (topic === POOL_SWAP_TOPIC || topic === V3_SWAP_TOPIC) {
      const backing = byBackingPool.get(
        topic === V3_SWAP_TOPIC ? log.address : log.address === POOL_MANAGER ? (log.topics[1] ?? '') : '',
      );
      if (backing) noteRate(log, backing, uintAt(log.data, 2, 160), now, facts);
    } else if (topic === INITIALIZE_TOPIC && log.address === POOL_MANAGER) {
      const id = log.topics[1] ?? '';
      const [watched, backing] = [byPool.get(id), byBackingPool.get(id)];
      if (backing) noteRate(log, backing, uintAt(log.data, 3, 160), now, facts);
      if (watched?.coin.pools[0]?.poolId === id) readFirstPrice(log, watched.coin, now, facts);
    } else if (topic === REWARDS_TOPIC) {
      const coin = byAddress.get(addressAt(log.data, 0));
      if (coin?.pools.some(pool => pool.hook === log.address)) facts.rewards.push(readReward(log, coin, now));
    } else if (topic === MIGRATED_TOPIC) {
      const coin = byAddress.get(log.address);
      if (coin) facts.migrations.push(readMigration(log, coin));
    }
  };
  for (const log of logs) {
    try {
      read(log);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      facts.unread++;
    }
  }
  return facts;
}
