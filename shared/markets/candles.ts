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
 * Candles of every length from prices and trades in the order of the chain. A price without a way to ETH draws none. Candles of two stretches of the chain merge:
 * the first one's open, the last one's close, the greatest high, the least low, the sums.
 */
export function candlesOf(prices: Iterable<Priced>, trades: Iterable<Traded>): Candle[] {
  const candles = new Map<string, Candle>();
  for (const { coinAddress, price, pricedAt } of prices) {
    if (price === null) continue;
    for (const seconds of CANDLE_SECONDS) {
      const openedAt = opensAt(pricedAt, seconds);
      const key = `${coinAddress} ${seconds} ${openedAt}`;
      const candle = candles.get(key);
      if (!candle) {
        candles.set(key, {
          coinAddress,
          seconds,
          openedAt,
          open: price,
          high: price,
          low: price,
          close: price,
          volume: 0n,
          trades: 0,
        });
        continue;
      }
      if (price > candle.high) candle.high = price;
      if (price < candle.low) candle.low = price;
      candle.close = price;
    }
  }
  for (const { coinAddress, ethAmount, tradedAt } of trades) {
    for (const seconds of CANDLE_SECONDS) {
      // Every trade set a price at the same place.
      const candle = candles.get(`${coinAddress} ${seconds} ${opensAt(tradedAt, seconds)}`);
      if (!candle) continue;
      candle.volume += ethAmount ?? 0n;
      candle.trades += 1;
    }
  }
  return [...candles.values()];
}

function opensAt(at: number, seconds: number): number {
  return Math.floor(at / (seconds * 1000)) * seconds * 1000;
}
