import { type Address, type Hex, zeroAddress } from 'viem';
import type { ForeignCoin } from './foreign-coins.ts';

const ONE = 10n ** 18n;
const Q192 = 1n << 192n;
const LENGTHS = [60, 300, 3_600, 86_400];

export type Told = { block: number; log: number; at: number };
/** What the tables must say, a line a row. */
export type Folded = {
  trades: string[];
  prices: string[];
  holders: string[];
  candles: string[];
  rewards: string[];
  migrations: string[];
  coins: string[];
};
type Rates = ReadonlyMap<Address, { against: Address; price: bigint }>;

type Bar = { open: bigint; high: bigint; low: bigint; close: bigint; volume: bigint; trades: number };
/** What the logs so far say of one coin. */
export type CoinState = {
  coin: ForeignCoin;
  first: boolean;
  hooks: Set<Address>;
  pool: Hex | null;
  balances: Map<Address, bigint>;
  minted: bigint;
  initial: bigint | undefined;
  last: { at: Told; raw: bigint } | null;
  volume: bigint;
  bars: Map<string, Bar>;
};

/** Before the first log. */
export function newState(coin: ForeignCoin): CoinState {
  const first = coin.key.currency0 === coin.address;
  return {
    coin,
    first,
    hooks: new Set([coin.key.hooks]),
    pool: null,
    balances: new Map(),
    minted: 0n,
    initial: undefined,
    last: null,
    volume: 0n,
    bars: new Map(),
  };
}

/** Coins change hands; from and to nobody they are made and burned. */
export function move(state: CoinState, from: Address, to: Address, value: bigint): void {
  if (from === zeroAddress) state.minted += value;
  else state.balances.set(from, (state.balances.get(from) ?? 0n) - value);
  if (to === zeroAddress) state.minted -= value;
  else state.balances.set(to, (state.balances.get(to) ?? 0n) + value);
}

/** A price, and the ETH of the trade that made it, if one did, in every candle of its time. */
export function note(state: CoinState, { at }: Told, price: bigint, traded: bigint | null): void {
  for (const seconds of LENGTHS) {
    const key = `${seconds} ${Math.floor(at / seconds) * seconds}`;
    const bar = state.bars.get(key) ?? { open: price, high: price, low: price, close: price, volume: 0n, trades: 0 };
    if (traded !== null) {
      bar.volume += traded;
      bar.trades += 1;
    }
    state.bars.set(key, {
      ...bar,
      high: price > bar.high ? price : bar.high,
      low: price < bar.low ? price : bar.low,
      close: price,
    });
  }
}

const POOL_MANAGER = '0x498581ff718922c3f8e6a244956af099b2652b2b';

/** After the last log: holders, candles and the coin's own figures. */
export function finish(state: CoinState, rates: Rates, folded: Folded): void {
  const { coin, balances, hooks, bars } = state;
  for (const [holder, balance] of balances) folded.holders.push(`${coin.address} ${holder} ${balance}`);
  for (const [key, bar] of bars)
    folded.candles.push([coin.address, key, bar.open, bar.high, bar.low, bar.close, bar.volume, bar.trades].join(' '));
  const people = [...balances].filter(
    ([who, held]) => held > 0n && who !== POOL_MANAGER && who !== coin.address && !hooks.has(who),
  );
  const held = people.map(([, balance]) => balance).sort((a, b) => (a < b ? 1 : -1));
  const sum = (amounts: bigint[]) => amounts.reduce((total, amount) => total + amount, 0n);
  const topTen = held.length === 0 ? null : (sum(held.slice(0, 10)) * 10_000n) / sum(held);
  const price = state.last ? toEth(state.last.raw, coin.currency, rates) : (state.initial ?? 0n);
  folded.coins.push(
    [
      coin.address,
      state.initial,
      price,
      (price * state.minted) / ONE,
      state.volume,
      people.length,
      topTen,
      state.last?.at.block,
      state.last?.at.log,
      state.pool,
    ]
      .map(String)
      .join(' '),
  );
}

/** A pool's price of 10^18 units of the token that is `first`, or not, in the other one. */
export function priceOf(sqrt: bigint, first: boolean): bigint {
  return first ? (sqrt * sqrt * ONE) / Q192 : (Q192 * ONE) / (sqrt * sqrt);
}

/** What an amount of a currency is worth in ETH over the pools on the way; nothing where one of them has no price yet. */
export function toEth(amount: bigint, currency: Address, rates: Rates): bigint {
  let worth = ONE;
  for (let at = currency; at !== zeroAddress; ) {
    const rate = rates.get(at);
    if (!rate) return 0n;
    worth = (worth * rate.price) / ONE;
    at = rate.against;
  }
  return (amount * worth) / ONE;
}
