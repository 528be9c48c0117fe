import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bps, shareOf, unixMs, wei } from './units.ts';

describe('units', () => {
  it('refuses what cannot be an amount, a share or a time', () => {
    expect(() => wei(-1n)).toThrow(RangeError);
    expect(() => bps(10_001)).toThrow(RangeError);
    expect(() => bps(0.5)).toThrow(RangeError);
    expect(() => unixMs(Number.NaN)).toThrow(RangeError);
  });

  it('never hands out more than the whole', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 128n }), fc.integer({ min: 0, max: 10_000 }), (amount, part) => {
        const taken = shareOf(wei(amount), bps(part)) + shareOf(wei(amount), bps(10_000 - part));
        expect(amount - taken).toBeGreaterThanOrEqual(0n);
        expect(amount - taken).toBeLessThanOrEqual(1n);
      }),
      { seed: 1 },
    );
  });
});
