import { uniswapV4PoolManagerAddress } from '@zoralabs/protocol-deployments';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wei } from '../kernel/units.ts';
import { POOL_MANAGER } from './base-contracts.ts';
import { COIN_SUPPLY, marketCap, priceFromSqrt, valueAt } from './price.ts';

/** Uniswap's own range of prices. */
const sqrtPrice = fc.bigInt({ min: 4295128739n, max: 1461446703485210103287273052203988822378723970342n });

describe('price', () => {
  it('is the exact rational, rounded down, on both sides of the pool', () => {
    fc.assert(
      fc.property(sqrtPrice, sqrt => {
        const [n, d] = [sqrt * sqrt * 10n ** 18n, 2n ** 192n];
        const asToken0 = priceFromSqrt(sqrt, true);
        expect(asToken0 * d <= n && n < (asToken0 + 1n) * d).toBe(true);
        const [m, e] = [2n ** 192n * 10n ** 18n, sqrt * sqrt];
        const asToken1 = priceFromSqrt(sqrt, false);
        expect(asToken1 * e <= m && m < (asToken1 + 1n) * e).toBe(true);
      }),
      { seed: 7, numRuns: 1000 },
    );
  });

  it('falls for a coin that is token1 as the root rises, and rises for token0', () => {
    fc.assert(
      fc.property(sqrtPrice, sqrt => {
        expect(priceFromSqrt(sqrt + 1n, true)).toBeGreaterThanOrEqual(priceFromSqrt(sqrt, true));
        expect(priceFromSqrt(sqrt + 1n, false)).toBeLessThanOrEqual(priceFromSqrt(sqrt, false));
      }),
      { seed: 8 },
    );
    expect(priceFromSqrt(2n ** 96n, true)).toBe(10n ** 18n);
    expect(() => priceFromSqrt(0n, true)).toThrow(RangeError);
  });

  it('is none outside of what a pool can have', () => {
    const [least, most] = [4295128739n, 1461446703485210103287273052203988822378723970342n];
    expect(() => priceFromSqrt(least - 1n, true)).toThrow(RangeError);
    expect(() => priceFromSqrt(most + 1n, true)).toThrow(RangeError);
    expect(priceFromSqrt(most, true)).toBeGreaterThan(0n);
  });

  it('rounds what coins are worth down', () => {
    expect(valueAt(wei(3n), wei(5n * 10n ** 17n))).toBe(1n);
    expect(valueAt(wei(1n), wei(10n ** 18n - 1n))).toBe(0n);
  });

  it('makes the whole supply worth the market cap', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 160n }), price => {
        expect(marketCap(wei(price))).toBe(valueAt(wei(price), wei(COIN_SUPPLY)));
        expect(marketCap(wei(price))).toBe(price * 1_000_000_000n);
      }),
      { seed: 9 },
    );
  });

  it('knows where Uniswap is on Base', () => {
    expect(uniswapV4PoolManagerAddress[8453].toLowerCase()).toBe(POOL_MANAGER);
  });
});
