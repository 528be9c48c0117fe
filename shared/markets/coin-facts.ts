import type { Address, Hex } from 'viem';
import type { UnixMs, Wei } from '../kernel/units.ts';

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

/** Uniswap v4's PoolKey: its keccak256 is the pool's id. */
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

/** Where a log stands on the chain. */
export type Place = { blockNumber: number; blockHash: Hex; logIndex: number };
type CoinPlace = Place & { coinAddress: Address };

/**
 * `trader` is null where the hook does not vouch for the swap's sender: then it is the sender of the transaction. Prices are ETH
 * wei for 10^18 coin wei, null while no way to ETH is known.
 */
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

/** All that a range of logs says, kind by kind, each in the order of the chain. */
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

/** What no logs at all say. */
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
