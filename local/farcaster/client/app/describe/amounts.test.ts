import fc from 'fast-check';
import { parseUnits } from 'viem';
import { expect, test } from 'vitest';
import { describeAmount, readableAmount, timeLeft } from './amounts.ts';
import { lookUp, NOW, OTHER } from './testing/reading.ts';

test('amounts are never rounded up and small ones keep their digits', () => {
  expect(readableAmount(1_999_999_999_999_999_999n, 18)).toBe('1.9999');
  expect(readableAmount(1234567n * 10n ** 18n, 18)).toBe('1,234,567');
  expect(readableAmount(123_456n, 18)).toBe('0.0000000000001234');
  expect(readableAmount(0n, 18)).toBe('0');
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 30n }), amount => {
      const shown = parseUnits(readableAmount(amount, 18).replaceAll(',', ''), 18);
      expect(shown <= amount).toBe(true);
      expect(amount - shown <= amount / 1000n).toBe(true);
    }),
    { seed: 7 },
  );
});

test('unknown tokens are named by their address; times are rounded to words', async () => {
  expect(await describeAmount(5n, OTHER, lookUp)).toBe(`5 units of ${OTHER}`);
  expect([timeLeft(NOW + 1, NOW), timeLeft(NOW + 1800, NOW), timeLeft(NOW + 86_400, NOW), timeLeft(NOW + 259_200, NOW)]).toEqual([
    '1 second',
    '30 minutes',
    '24 hours',
    '3 days',
  ]);
});
