import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backOffMs } from '../kernel/back-off.ts';
import { bps, unixMs } from '../kernel/units.ts';
import { launchFee, opensAt, opensForBuyers, secondsUntilFee } from './launch-fee.ts';

describe('launch fee', () => {
  it('falls from 99 % to 1 % in ten seconds and stays', () => {
    expect([0, 1, 5, 9, 10, 11, 3600].map(launchFee)).toEqual([9900, 8920, 5000, 1080, 100, 100, 100]);
    expect(launchFee(-3)).toBe(9900);
  });

  it('never rises, and a limit is met at its second and not before', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 10_000 }), fc.integer({ min: 0, max: 20 }), (limit, second) => {
        expect(launchFee(second + 1)).toBeLessThanOrEqual(launchFee(second));
        const met = secondsUntilFee(bps(limit));
        expect(launchFee(met)).toBeLessThanOrEqual(limit);
        if (met > 0) expect(launchFee(met - 1)).toBeGreaterThan(limit);
      }),
      { seed: 3 },
    );
  });

  it('opens to buyers when every block to quote on is at 5 %, and creates no earlier than announced', () => {
    expect(opensForBuyers(unixMs(1_000))).toBe(13_000);
    expect(opensAt(unixMs(1_000), 180)).toBe(181_000);
  });
});

describe('back-off', () => {
  it('waits 2, 4, 8, 16, 30, 30 seconds', () => {
    expect([1, 2, 3, 4, 5, 6, 99].map(n => backOffMs(n, 0.5))).toEqual([2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
  });

  it('strays by a tenth at most', () => {
    expect(backOffMs(1, 0)).toBe(1800);
    expect(backOffMs(1, 1)).toBe(2200);
  });
});
