import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAmount, roundDown, roundDownSignificant, typedAmount } from './parse-amount.ts';

describe('parseAmount', () => {
  it.each([
    ['0.01', 10_000_000_000_000_000n],
    ['.5', 500_000_000_000_000_000n],
    ['1,25', 1_250_000_000_000_000_000n],
    ['2.', 2_000_000_000_000_000_000n],
    ['0.000000000000000001', 1n],
  ])('reads %s', (typed, amount) => expect(parseAmount(typed)).toBe(amount));

  it.each(['', '.', '0', '0.0', '-1', '1e3', '1.2.3', '0x10', '0.0000000000000000001', 'abc'])('refuses %j', typed => {
    expect(parseAmount(typed)).toBeNull();
  });

  it('reads back every amount that it writes', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10n ** 40n }), amount => {
        expect(parseAmount(typedAmount(amount))).toBe(amount);
      }),
      { seed: 3 },
    );
  });

  it('never rounds up', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 30n }), fc.integer({ min: 1, max: 18 }), (amount, digits) => {
        expect(roundDown(amount, digits)).toBeLessThanOrEqual(amount);
        expect(roundDownSignificant(amount, digits)).toBeLessThanOrEqual(amount);
      }),
      { seed: 3 },
    );
    expect(roundDownSignificant(84_712_345n, 2)).toBe(84_000_000n);
  });
});
