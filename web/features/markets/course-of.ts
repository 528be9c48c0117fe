import type { Coin } from './coin.ts';
import { MOST_POINTS, type PricePoint, RANGE_MS, type Range } from './coin-queries.ts';

/** A moment of a coin's course: `price` in currency wei for 10^18 coin wei, `at` unix ms. */
export type CoursePoint = Pick<PricePoint, 'price' | 'at'>;

/**
 * What a coin's pool opened at and what was paid since, oldest first, within a range that ends at `now` (unix ms): so the first trade draws
 * a line already. Where there are more prices than are read, it begins with the oldest of those.
 */
export function courseOf(
  { initialPrice, launchedAt }: Pick<Coin, 'initialPrice' | 'launchedAt'>,
  prices: readonly PricePoint[],
  range: Range,
  now: number,
): CoursePoint[] {
  const opening = initialPrice !== null && prices.length < MOST_POINTS ? [{ price: initialPrice, at: launchedAt }] : [];
  const from = now - (RANGE_MS[range] ?? Number.POSITIVE_INFINITY);
  return [...opening, ...prices].filter(point => point.at >= from);
}
