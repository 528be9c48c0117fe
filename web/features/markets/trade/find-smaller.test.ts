import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bps } from '../../../../shared/kernel/units.ts';
import { findSmaller } from './find-smaller.ts';

const ONE = 10n ** 18n;
/** Impact in basis points as `rate · amount^power`, amounts in ether. */
const pool = (rate: number, power: number) => (amountIn: bigint) => ({
  amountIn,
  priceImpact: bps(Math.min(10_000, Math.ceil(rate * (Number(amountIn) / 1e18) ** power))),
});

describe('findSmaller', () => {
  it('finds an amount with little impact, whatever the shape of the pool', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 300, max: 9000 }),
        fc.double({ min: 0.5, max: 1.5, noNaN: true }),
        async (rate, power) => {
          const at = pool(rate, power);
          const quote = at(3n * ONE);
          if (quote.priceImpact <= 1000) return;
          const found = await findSmaller(quote, async amount => at(amount));
          expect(found).not.toBeNull();
          expect(found?.impact).toBeLessThanOrEqual(500);
          expect(found?.amount).toBeLessThan(3n * ONE);
        },
      ),
      { seed: 4 },
    );
  });

  it('gives up on a pool in which nothing is small enough', async () => {
    let asks = 0;
    const found = await findSmaller({ amountIn: ONE, priceImpact: bps(9000) }, async amountIn => {
      asks++;
      return { amountIn, priceImpact: bps(9000) };
    });
    expect([found, asks]).toEqual([null, 5]);
  });
});
