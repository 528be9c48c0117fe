import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compactCount } from './compact.ts';
import { ethCompact, ethFee, ethText, tokenCompact, tokenText, usdCompact, usdFee, usdText } from './money.ts';

const WEI = 10n ** 18n;
const CENT = WEI / 100n;
const gb = 'en-GB';

describe('money', () => {
  it('shows cents until 10,000 dollars, then whole dollars', () => {
    expect(usdText(41_286n * CENT, gb).before).toBe('$412.86');
    expect(usdText(999_999n * CENT, gb).before).toBe('$9,999.99');
    expect(usdText(48_200n * WEI + CENT, gb).before).toBe('$48,200');
    expect(usdText(-8_621n * CENT, gb).before).toBe('−$86.21');
  });

  it('shortens large sums to three digits', () => {
    expect(usdCompact(48_249n * WEI, gb).before).toBe('$48.2K');
    expect(usdCompact(48_249n * WEI, gb).label).toBe('$48,249');
    expect(usdCompact(112_000n * WEI, gb).before).toBe('$112K');
    expect(usdCompact(32_40n * CENT, gb).before).toBe('$32.40');
    expect(ethCompact(1_234n * WEI, gb).before).toBe('1.23K ETH');
  });

  it('writes what is least and most in one line of plain letters, too', () => {
    expect(usdText(WEI / 1_000n, gb).before).toBe('$0.001');
    expect(usdText(WEI / 1_000n - 1n, gb)).toEqual({ before: '<$0.001', after: '', label: '$0.000999999999999999' });
    expect(usdCompact(1n, gb)).toEqual({ before: '<$0.001', after: '', label: '$0.000000000000000001' });
    expect(ethCompact(WEI / 2_000n, gb)).toEqual({ before: '0.0005 ETH', after: '', label: '0.0005 ETH' });
    expect(ethCompact(1n, gb).before).toBe('<0.0001 ETH');
    expect(usdText(999_999_999n * WEI, gb).before).toBe('$999,999,999');
    expect(usdText(1_234_567_890n * WEI, gb)).toEqual({ before: '$1.23B', after: '', label: '$1,234,567,890' });
    expect(usdText(-1_234_567_890n * WEI, gb).before).toBe('−$1.23B');
    expect(usdCompact(10n ** 33n, gb)).toEqual({ before: '>$999T', after: '', label: '$1,000,000,000,000,000' });
  });

  it('rounds what somebody has or receives down, and fees up', () => {
    expect(ethText(84_799_999_999_999_999n, gb)).toBe('0.0847 ETH');
    expect(ethText(1n, gb)).toBe('<0.0001 ETH');
    expect(ethText(0n, gb)).toBe('0.0000 ETH');
    expect(ethFee(100_000_000_000_001n, gb)).toBe('0.0002 ETH');
    expect(usdFee(1n, gb)).toBe('<$0.01');
    expect(usdFee(31n * CENT + 1n, gb)).toBe('$0.32');
    expect(tokenText(639_368n * WEI + WEI - 1n, gb)).toBe('639,368');
    expect(tokenText(WEI / 3n, gb)).toBe('0.3333');
    expect(tokenCompact(1_849_999n * WEI, gb)).toBe('1.84M');
    expect([0n, 1n, WEI - 1n, WEI].map(amount => tokenCompact(amount, gb))).toEqual(['0', '<1', '<1', '1']);
  });

  it('never shows a balance above what is there nor a fee below what is due', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: WEI / 10_000n, max: 10n ** 24n }), amount => {
        const units = (text: string) => BigInt(text.replace(/[^0-9]/g, '')) * (WEI / 10_000n);
        expect(units(ethText(amount, gb))).toBeLessThanOrEqual(amount);
        expect(units(ethFee(amount, gb))).toBeGreaterThanOrEqual(amount);
      }),
      { seed: 5 },
    );
  });
});

describe('compactCount', () => {
  it.each([
    [999, '999'],
    [1_200, '1.2K'],
    [48_290, '48.2K'],
    [999_999, '999K'],
    [1_840_000, '1.84M'],
    [12_345_678_901, '12.3B'],
    [999_900_000_000_000, '999T'],
    [1_000_000_000_000_000, '>999T'],
    [-1_000_000_000_000_000, '<−999T'],
  ])('%d is %s', (count, text) => expect(compactCount(count, gb)).toBe(text));
});
