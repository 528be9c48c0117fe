import { describe, expect, it } from 'vitest';
import type { PricePoint } from './coin-queries.ts';
import { courseOf } from './course-of.ts';

const HOUR = 3_600_000;
const coin = { initialPrice: 5n, launchedAt: 10 * HOUR };
const paid = (price: bigint, at: number): PricePoint => ({ price, at, block: at, logIndex: 0 });

describe('courseOf', () => {
  it('begins with what the pool opened at', () => {
    expect(courseOf(coin, [paid(6n, 11 * HOUR)], 'All', 12 * HOUR)).toMatchObject([
      { price: 5n, at: 10 * HOUR },
      { price: 6n, at: 11 * HOUR },
    ]);
    expect(courseOf({ ...coin, initialPrice: null }, [], 'All', 12 * HOUR)).toEqual([]);
  });

  it('ends at the range', () => {
    const prices = [paid(6n, 11 * HOUR), paid(7n, 12 * HOUR)];
    expect(courseOf(coin, prices, '1H', 12 * HOUR + 1).map(point => point.price)).toEqual([7n]);
    expect(courseOf(coin, prices, '24H', 12 * HOUR).map(point => point.price)).toEqual([5n, 6n, 7n]);
  });

  it('begins later where older prices were not read', () => {
    const many = Array.from({ length: 1000 }, (_, i) => paid(9n, 20 * HOUR + i));
    expect(courseOf(coin, many, 'All', 30 * HOUR)).toHaveLength(1000);
  });
});
