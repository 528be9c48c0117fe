import type { Address } from 'viem';
import type { UnixMs, Wei } from '../kernel/units.ts';

/** Lengths of candles in seconds: 1 min, 5 min, 1 h, 1 d. */
export const CANDLE_SECONDS = [60, 300, 3_600, 86_400] as const;

/** Prices in ETH wei for 10^18 coin wei, volume in ETH wei, `openedAt` unix ms at a whole number of lengths. */
export type Candle = {
  coinAddress: Address;
  seconds: number;
  openedAt: number;
  open: Wei;
  high: Wei;
  low: Wei;
  close: Wei;
  volume: bigint;
  trades: number;
};

type Priced = { coinAddress: Address; price: Wei | null; pricedAt: UnixMs };
type Traded = { coinAddress: Address; ethAmount: Wei | null; tradedAt: UnixMs };

/**
 * Candles of every length from prices and trades in the order of the chain. A price without a way to ETH draws none. Candles of
 * two stretches of the chain merge: the first one's open, the last one's close, the greatest high, the least low, the sums.
 */
export function candlesOf(prices: Iterable<Priced>, trades: Iterable<Traded>): Candle[] {
  const minutes = new Map<string, Candle>();
  const minuteOf = (coinAddress: Address, at: number) => `${coinAddress} ${opensAt(at, 60)}`;
  for (const { coinAddress, price, pricedAt } of prices) {
    if (price === null) continue;
    const key = minuteOf(coinAddress, pricedAt);
    const drawn = { open: price, high: price, low: price, close: price, volume: 0n, trades: 0 };
    merge(minutes, key, { coinAddress, seconds: 60, openedAt: opensAt(pricedAt, 60), ...drawn });
  }
  for (const { coinAddress, ethAmount, tradedAt } of trades) {
    // Every trade set a price at the same place.
    const candle = minutes.get(minuteOf(coinAddress, tradedAt));
    if (!candle) continue;
    candle.volume += ethAmount ?? 0n;
    candle.trades += 1;
  }
  // The longer ones are made of whole minutes.
  return CANDLE_SECONDS.flatMap(seconds => {
    const candles = new Map<string, Candle>();
    for (const minute of minutes.values()) {
      const openedAt = opensAt(minute.openedAt, seconds);
      merge(candles, `${minute.coinAddress} ${openedAt}`, { ...minute, seconds, openedAt });
    }
    return [...candles.values()];
  });
}

/** Joins a later stretch to the candle of its key. */
function merge(candles: Map<string, Candle>, key: string, later: Candle): void {
  const candle = candles.get(key);
  if (!candle) {
    candles.set(key, later);
    return;
  }
  if (later.high > candle.high) candle.high = later.high;
  if (later.low < candle.low) candle.low = later.low;
  candle.close = later.close;
  candle.volume += later.volume;
  candle.trades += later.trades;
}

function opensAt(at: number, seconds: number): number {
  return Math.floor(at / (seconds * 1000)) * seconds * 1000;
}
