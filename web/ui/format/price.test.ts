import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exactText } from './decimal.ts';
import { priceText } from './price.ts';

const drawn = (value: bigint, options = {}) => {
  const text = priceText(value, 18, { locale: 'en-GB', ...options });
  return `${text.before}${text.zeros === undefined ? '' : `[${text.zeros}]`}${text.after}`;
};

describe('priceText', () => {
  it('counts the zeros of a tiny price', () => {
    expect(drawn(123_400_000_000n, { unit: 'ETH' })).toBe('0.0[6]1234 ETH');
    expect(drawn(14_880_000_000n, { unit: 'ETH' })).toBe('0.0[7]1488 ETH');
    expect(drawn(48_200_000_000_000n, { sign: '$' })).toBe('$0.0[4]482');
    expect(drawn(1n)).toBe('0.0[17]1');
  });

  it('keeps three digits of a round tiny price and never a fourth zero', () => {
    expect(drawn(100_000_000_000_000n)).toBe('0.0[3]100');
    expect(drawn(123_456_000_000n)).toBe('0.0[6]1234');
  });

  it('gives 4 digits up to one and 2 places from one on', () => {
    expect(drawn(1_000_000_000_000_000n)).toBe('0.001');
    expect(drawn(32_149_999_000_000_000n, { sign: '$' })).toBe('$0.03214');
    expect(drawn(500_000_000_000_000_000n, { sign: '$' })).toBe('$0.50');
    expect(drawn(1_239_999_999_999_999_999n, { sign: '$' })).toBe('$1.23');
    expect(drawn(0n, { unit: 'ETH' })).toBe('0 ETH');
  });

  it('reads the full number aloud', () => {
    expect(priceText(14_880_000_000n, 18, { unit: 'ETH' }).label).toBe('0.00000001488 ETH');
  });

  it('writes the viewer’s separators', () => {
    expect(priceText(1_234_567_800_000_000_000_000n, 18, { locale: 'de-DE' }).before).toBe('1.234,56');
  });

  it('never shows more than the price', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10n ** 24n }), value => {
        const { before, zeros, after } = priceText(value, 18, { locale: 'en-GB' });
        const text = (zeros === undefined ? before : `0.${'0'.repeat(zeros)}${after}`).replaceAll(',', '');
        const [whole = '0', part = ''] = text.split('.');
        const shown = BigInt(whole) * 10n ** 18n + BigInt(part.padEnd(18, '0'));
        expect(shown).toBeLessThanOrEqual(value);
        expect(value - shown).toBeLessThan(value / 100n + 10n ** 16n);
      }),
      { seed: 3 },
    );
  });

  it('copies exactly', () => {
    expect(exactText(-1_500_000_000_000_000_000n, 18)).toBe('-1.5');
    expect(exactText(20n, 0)).toBe('20');
  });
});
