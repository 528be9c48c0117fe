import type { Address, Hex } from 'viem';
import { type CoinState, type Folded, move, note, priceOf, type Told, toEth } from './fold-coin.ts';

type Pair = { currency0: Address; currency1: Address };

/** A log by its published ABI, and where it stands. */
export type ToldLog = {
  name: string;
  args: Record<string, unknown>;
  emitter: Address;
  at: Told;
  blockHash: Hex | null;
  transactionHash: Hex;
};

/** What the logs so far come to. */
export type Fold = {
  folded: Folded;
  states: ReadonlyMap<Address, CoinState>;
  rates: Map<Address, { against: Address; price: bigint }>;
  /** Which pool prices each currency that is no coin of ours, and what it is traded against. */
  pools: ReadonlyMap<Hex, { currency: Address; against: Address; first: boolean }>;
  /** Who sent a transaction. */
  senderOf: (transaction: Hex) => Promise<Address>;
};

/** Takes one more log in. Others than these say nothing of what the tables hold. */
export async function foldLog(fold: Fold, log: ToldLog): Promise<void> {
  switch (log.name) {
    case 'Initialize':
      poolMoved(fold, log);
      return poolBorn(fold, log);
    case 'Swap':
      return poolMoved(fold, log);
    case 'Transfer':
      return transferred(fold, log);
    case 'LiquidityMigrated':
      return migrated(fold, log);
    case 'CoinMarketRewardsV4':
      return rewarded(fold, log);
    case 'Swapped':
      return traded(fold, log);
  }
}

/** A pool has a new price, which may be what a currency costs. */
function poolMoved({ pools, rates }: Fold, { args }: ToldLog): void {
  const pool = pools.get(args.id as Hex);
  if (pool) rates.set(pool.currency, { against: pool.against, price: priceOf(args.sqrtPriceX96 as bigint, pool.first) });
}

/** A coin's own pool begins, with its first price. */
function poolBorn({ states, rates }: Fold, { args }: ToldLog): void {
  const born = [...states.values()].find(state => state.initial === undefined && idOf(args) === keyText(state.coin.key));
  if (born) born.initial = toEth(priceOf(args.sqrtPriceX96 as bigint, born.first), born.coin.currency, rates);
}

function transferred({ states }: Fold, { args, emitter }: ToldLog): void {
  const state = states.get(emitter);
  if (state) move(state, low(args.from as Address), low(args.to as Address), args.value as bigint);
}

function migrated({ states, folded }: Fold, log: ToldLog): void {
  const { args, emitter } = log;
  const state = states.get(emitter);
  if (!state) return;
  state.hooks.add(low((args.toPoolKey as { hooks: Address }).hooks));
  folded.migrations.push(`${placeOf(log)} ${emitter} ${args.fromPoolKeyHash} ${args.toPoolKeyHash}`);
  state.pool = args.toPoolKeyHash as Hex;
}

function rewarded({ states, folded, rates }: Fold, log: ToldLog): void {
  const { args, emitter } = log;
  const state = states.get(low(args.coin as Address));
  if (!state?.hooks.has(emitter)) return;
  const rewards = args.marketRewards as Record<string, bigint>;
  const creator = rewards.creatorPayoutAmountCurrency ?? 0n;
  folded.rewards.push(
    [
      placeOf(log),
      state.coin.address,
      low(args.currency as Address),
      low(args.payoutRecipient as Address),
      creator,
      toEth(creator, state.coin.currency, rates),
      rewards.platformReferrerAmountCurrency,
      rewards.tradeReferrerAmountCoin,
    ].join(' '),
  );
}

/** The hook tells of a swap: a price, and a trade unless no coins changed hands. */
async function traded({ states, folded, rates, senderOf }: Fold, log: ToldLog): Promise<void> {
  const { args, at } = log;
  const own = ownerOf(states, args.key as Pair);
  if (!own?.hooks.has(log.emitter)) return;
  const { address, currency } = own.coin;
  const raw = priceOf(args.sqrtPriceX96 as bigint, own.first);
  const price = toEth(raw, currency, rates);
  const [coin, paid] = own.first ? [args.amount0, args.amount1] : [args.amount1, args.amount0];
  const eth = toEth(size(paid as bigint), currency, rates);
  folded.prices.push(`${placeOf(log)} ${address} ${price} ${raw}`);
  note(own, at, price, null);
  own.last = { at, raw };
  if (coin === 0n) return;
  const trader = low(args.isTrustedSwapSenderAddress ? (args.swapSender as Address) : await senderOf(log.transactionHash));
  const side = args.isCoinBuy ? 'buy' : 'sell';
  folded.trades.push(
    [placeOf(log), log.blockHash, address, trader, side, size(coin as bigint), size(paid as bigint), eth, price].join(' '),
  );
  note(own, at, price, eth);
  own.volume += eth;
}

function ownerOf(states: ReadonlyMap<Address, CoinState>, key: Pair): CoinState | undefined {
  return [...states.values()].find(state => {
    const pair = [low(key.currency0), low(key.currency1)];
    return pair.includes(state.coin.address) && pair.includes(state.coin.currency);
  });
}

const low = (address: Address) => address.toLowerCase() as Address;
const size = (amount: bigint) => (amount < 0n ? -amount : amount);
const placeOf = ({ at }: ToldLog) => `${at.block}.${at.log}`;
const keyText = (key: Pair & { hooks: Address }) => `${low(key.currency0)} ${low(key.currency1)} ${low(key.hooks)}`;
const idOf = (args: Record<string, unknown>) => keyText(args as unknown as Parameters<typeof keyText>[0]);
