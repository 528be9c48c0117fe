import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apportion } from './apportion.ts';

const amounts = fc.bigInt({ min: 0n, max: 2n ** 128n });
const sum = (parts: readonly bigint[]) => parts.reduce((all, part) => all + part, 0n);

describe('apportion', () => {
  it('gives what is left to the largest remainders, the earlier one first', () => {
    expect(apportion(100n, [1n, 1n, 1n])).toEqual([34n, 33n, 33n]);
    expect(apportion(10n, [6n, 7n, 7n])).toEqual([3n, 4n, 3n]);
    expect(apportion(7n, [0n, 0n])).toEqual([0n, 0n]);
    expect(() => apportion(-1n, [1n])).toThrow(RangeError);
  });

  it('parts sum to the whole, and nobody is a unit away from the exact share', () => {
    fc.assert(
      fc.property(amounts, fc.array(amounts, { minLength: 1, maxLength: 20 }), (total, weights) => {
        const whole = sum(weights);
        fc.pre(whole > 0n);
        const parts = apportion(total, weights);
        if (sum(parts) !== total) return false;
        return parts.every((part, i) => {
          const off = part * whole - total * (weights[i] ?? 0n);
          return off > -whole && off < whole;
        });
      }),
      { seed: 3, numRuns: 50_000 },
    );
  });

  it('gives the larger weight no less', () => {
    fc.assert(
      fc.property(amounts, fc.array(amounts, { minLength: 2, maxLength: 8 }), (total, weights) => {
        const parts = apportion(total, weights);
        return weights.every((a, i) => weights.every((b, j) => a <= b || (parts[i] ?? 0n) >= (parts[j] ?? 0n)));
      }),
      { seed: 4, numRuns: 5_000 },
    );
  });
});
