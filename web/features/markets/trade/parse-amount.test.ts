import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimalText } from '../../../ui/format/decimal.ts';
import { parseAmount, readingsOf, roundDown, roundDownSignificant, typedAmount } from './parse-amount.ts';

const ONE = 10n ** 18n;

describe('parseAmount', () => {
  it.each([
    ['0.01', 10_000_000_000_000_000n],
    ['.5', 500_000_000_000_000_000n],
    ['1,25', 1_250_000_000_000_000_000n],
    ['2.', 2_000_000_000_000_000_000n],
    ['0.000000000000000001', 1n],
    ['0,001', 1_000_000_000_000_000n],
    ['1,2505', 1_250_500_000_000_000_000n],
    ['1234,567', 1_234_567_000_000_000_000_000n],
    ['652,416,000', 652_416_000n * ONE],
    ['652,416.5', 652_416_500_000_000_000_000_000n],
    ['652,416.', 652_416n * ONE],
  ])('reads %s', (typed, amount) => expect(parseAmount(typed)).toBe(amount));

  it.each(['', '.', '0', '0.0', '-1', '1e3', '1.2.3', '0x10', '0.0000000000000000001', 'abc', '1,25,000', '1,250,00', '1.250,5'])(
    'refuses %j',
    typed => {
      expect(parseAmount(typed)).toBeNull();
    },
  );

  it('never takes thousands for a part, nor a part for thousands: what can be either is no amount until somebody says which', () => {
    expect(parseAmount('652,416', 'en')).toBeNull();
    expect(readingsOf('652,416', 'en')).toEqual([652_416n * ONE, 652_416_000_000_000_000_000n]);
    expect(readingsOf('652.416', 'en')).toEqual([652_416_000_000_000_000_000n]);
    expect(readingsOf('652.416', 'de')).toEqual([652_416n * ONE, 652_416_000_000_000_000_000n]);
    expect(readingsOf('652,416', 'de')).toEqual([652_416_000_000_000_000_000n]);
    expect(readingsOf('1.652.416,5', 'de')).toEqual([1_652_416_500_000_000_000_000_000n]);
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10n ** 30n }), fc.constantFrom('en', 'de', 'pt-BR'), (amount, locale) => {
        const shown = decimalText(amount, 18, { places: 18, trim: true, locale });
        expect(readingsOf(shown, locale)[0]).toBe(amount);
        expect([amount, null]).toContain(parseAmount(shown, locale));
      }),
      { seed: 3, numRuns: 1_000 },
    );
  });

  it('reads back every amount that it writes', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10n ** 40n }), fc.constantFrom('en', 'de', 'fr', 'ar-EG'), (amount, locale) => {
        expect(parseAmount(typedAmount(amount, locale), locale)).toBe(amount);
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
