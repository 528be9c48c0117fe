import type { Address, Hex } from 'viem';
import { type UnixMs, type Wei, wei } from '../kernel/units.ts';
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
import { addressAt, addressOfTopic, boolAt, hashAt, intAt, uintAt } from './log-words.ts';
import { priceFromSqrt } from './price.ts';
import { ethRate, inEth, type Rate, type Rates } from './rates.ts';

/** A log as a node gives it, with the time of its block. Hex in lower case. */
export type ChainLog = {
  address: Address;
  topics: readonly Hex[];
  data: Hex;
  blockNumber: number;
  blockHash: Hex;
  blockAt: UnixMs;
  logIndex: number;
  transactionHash: Hex;
};

export type PoolKey = { currency0: Address; currency1: Address; fee: number; tickSpacing: number; hooks: Address };
export type Pool = { poolId: Hex; hook: Address };

/** What must be known of a coin to read its logs: every pool it ever had, the first one first. */
export type TrackedCoin = {
  coinAddress: Address;
  currency: Address;
  createdBlock: number;
  createdBlockHash: Hex;
  pools: readonly Pool[];
};

/** The pool that says what a currency other than ETH costs: one of Uniswap v4 by its id, or one of v3 by its address. */
export type Backing = { currency: Address; against: Address; poolId: Hex | null; poolAddress: Address | null; isToken0: boolean };

type Place = { blockNumber: number; blockHash: Hex; logIndex: number };
type CoinPlace = Place & { coinAddress: Address };

/** `trader` is null where the hook does not vouch for the swap's sender: then it is the sender of the transaction. Prices are ETH wei for 10^18 coin wei, null while no way to ETH is known. */
export type CoinTrade = CoinPlace & {
  transactionHash: Hex;
  trader: Address | null;
  side: 'buy' | 'sell';
  coinAmount: Wei;
  currencyAmount: Wei;
  ethAmount: Wei | null;
  price: Wei | null;
  tradedAt: UnixMs;
};
/** `currencyPrice` is what the pool says, in smallest units of its currency. */
export type CoinPrice = CoinPlace & { price: Wei | null; currencyPrice: Wei; pricedAt: UnixMs };
export type CoinTransfer = CoinPlace & {
  sender: Address;
  recipient: Address;
  amount: Wei;
  senderBalance: Wei;
  recipientBalance: Wei;
};
export type CoinMigration = CoinPlace & { fromPoolId: Hex; fromPoolKey: PoolKey; toPoolId: Hex; toPoolKey: PoolKey };
export type CoinReward = CoinPlace & {
  currency: Address;
  payoutRecipient: Address;
  platformReferrer: Address;
  tradeReferrer: Address;
  creatorCurrency: Wei;
  creatorCoin: Wei;
  creatorEth: Wei | null;
  platformCurrency: Wei;
  platformCoin: Wei;
  tradeCurrency: Wei;
  tradeCoin: Wei;
  rewardedAt: UnixMs;
};
export type InitialPrice = { coinAddress: Address; price: Wei | null };
/** The last price of a backing pool in a block. */
export type BackingPrice = Place & { currency: Address; price: Wei; pricedAt: UnixMs };

export type CoinFacts = {
  trades: CoinTrade[];
  prices: CoinPrice[];
  transfers: CoinTransfer[];
  migrations: CoinMigration[];
  rewards: CoinReward[];
  initial: InitialPrice[];
  backingPrices: BackingPrice[];
  /** Coins whose own block was among the logs. */
  born: { coinAddress: Address; createdBlockHash: Hex }[];
  /** So many logs broke their own ABI. They are passed over: a coin or hook that errs holds up no other coin. */
  unread: number;
};

export function noFacts(): CoinFacts {
  return {
    trades: [],
    prices: [],
    transfers: [],
    migrations: [],
    rewards: [],
    initial: [],
    backingPrices: [],
    born: [],
    unread: 0,
  };
}

type Watched = { coin: TrackedCoin; hook: Address };

/**
 * What logs, in the order of the chain, say of these coins. Logs of other pools and coins are passed over, and so is a log that only looks like one of ours: Swapped and rewards
 * must come from a hook of the coin's own pools, CoinTransfer and LiquidityMigrated from the coin, Initialize and Swap from the pool manager or the backing pool itself.
 * `rates` are what currencies cost before the first log; they move along with the logs.
 *
 * Who trades: a router that the hook trusts names its caller, which holds for smart wallets too, whose transactions others send.
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

function placeOf(log: ChainLog): Place {
  return { blockNumber: log.blockNumber, blockHash: log.blockHash, logIndex: log.logIndex };
}

/** Data of Swapped: trusted, key (5 words), params (3), amount0 (9), amount1 (10), isCoinBuy (11), offset of hookData, sqrtPriceX96 (13). */
function readSwap(log: ChainLog, { coinAddress, currency }: TrackedCoin, rates: Rates, facts: CoinFacts): void {
  const coinIsToken0 = addressAt(log.data, 1) === coinAddress;
  const amounts = [intAt(log.data, 9, 128), intAt(log.data, 10, 128)] as const;
  const [coin, paid] = coinIsToken0 ? amounts : [amounts[1], amounts[0]];
  const currencyPrice = priceFromSqrt(uintAt(log.data, 13, 160), coinIsToken0);
  const rate = ethRate(currency, rates);
  const place = { coinAddress, ...placeOf(log) };
  const price = inEth(currencyPrice, rate);
  facts.prices.push({ ...place, price, currencyPrice, pricedAt: log.blockAt });
  // A swap too small to move a single unit of the coin sets a price but is no trade.
  if (coin === 0n) return;
  const currencyAmount = magnitude(paid);
  facts.trades.push({
    ...place,
    transactionHash: log.transactionHash,
    trader: boolAt(log.data, 0) ? addressOfTopic(log.topics[2]) : null,
    side: boolAt(log.data, 11) ? 'buy' : 'sell',
    coinAmount: magnitude(coin),
    currencyAmount,
    ethAmount: inEth(currencyAmount, rate),
    price,
    tradedAt: log.blockAt,
  });
}

function readTransfer(log: ChainLog, { coinAddress }: TrackedCoin): CoinTransfer {
  return {
    coinAddress,
    ...placeOf(log),
    sender: addressOfTopic(log.topics[1]),
    recipient: addressOfTopic(log.topics[2]),
    amount: wei(uintAt(log.data, 0)),
    senderBalance: wei(uintAt(log.data, 1)),
    recipientBalance: wei(uintAt(log.data, 2)),
  };
}

/** Data of Initialize: fee, tickSpacing, hooks, sqrtPriceX96 (3), tick. The currencies are topics. */
function readFirstPrice(log: ChainLog, { coinAddress, currency }: TrackedCoin, rates: Rates, facts: CoinFacts): void {
  const price = priceFromSqrt(uintAt(log.data, 3, 160), addressOfTopic(log.topics[2]) === coinAddress);
  facts.initial.push({ coinAddress, price: inEth(price, ethRate(currency, rates)) });
}

/** One price a block is kept: the last one. */
function noteRate(
  log: ChainLog,
  { currency, against, isToken0 }: Backing,
  sqrtPriceX96: bigint,
  rates: Map<Address, Rate>,
  facts: CoinFacts,
): void {
  const price = priceFromSqrt(sqrtPriceX96, isToken0);
  rates.set(currency, { against, price });
  const kept = facts.backingPrices.findLastIndex(each => each.currency === currency);
  const fact = { currency, ...placeOf(log), price, pricedAt: log.blockAt };
  if (kept >= 0 && facts.backingPrices[kept]?.blockHash === log.blockHash) facts.backingPrices[kept] = fact;
  else facts.backingPrices.push(fact);
}

/** Data of CoinMarketRewardsV4: coin, currency, five recipients, then pairs of amounts (currency, coin) for creator, platform, trade, protocol, Doppler. */
function readReward(log: ChainLog, { coinAddress }: TrackedCoin, rates: Rates): CoinReward {
  const currency = addressAt(log.data, 1);
  const amount = (n: number) => wei(uintAt(log.data, n));
  return {
    coinAddress,
    ...placeOf(log),
    currency,
    payoutRecipient: addressAt(log.data, 2),
    platformReferrer: addressAt(log.data, 3),
    tradeReferrer: addressAt(log.data, 4),
    creatorCurrency: amount(7),
    creatorCoin: amount(8),
    creatorEth: inEth(amount(7), ethRate(currency, rates)),
    platformCurrency: amount(9),
    platformCoin: amount(10),
    tradeCurrency: amount(11),
    tradeCoin: amount(12),
    rewardedAt: log.blockAt,
  };
}

/** Data of LiquidityMigrated: a pool key (5 words) and its id, twice. */
function readMigration(log: ChainLog, { coinAddress }: TrackedCoin): CoinMigration {
  return {
    coinAddress,
    ...placeOf(log),
    fromPoolId: hashAt(log.data, 5),
    fromPoolKey: poolKeyAt(log.data, 0),
    toPoolId: hashAt(log.data, 11),
    toPoolKey: poolKeyAt(log.data, 6),
  };
}

function poolKeyAt(data: Hex, first: number): PoolKey {
  return {
    currency0: addressAt(data, first),
    currency1: addressAt(data, first + 1),
    fee: Number(uintAt(data, first + 2, 24)),
    tickSpacing: Number(intAt(data, first + 3, 24)),
    hooks: addressAt(data, first + 4),
  };
}

function magnitude(amount: bigint): Wei {
  return wei(amount < 0n ? -amount : amount);
}
