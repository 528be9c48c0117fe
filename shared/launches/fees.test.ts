import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bumpFees, capFees, MOST_FEE_PER_GAS } from './fees.ts';

const fee = fc.bigInt({ min: 0n, max: MOST_FEE_PER_GAS });
const fees = fc.record({ maxFeePerGas: fee, maxPriorityFeePerGas: fee });

describe('fees of a launch', () => {
  it('rise by a fifth, by no less than the tenth that nodes want, and never past the cap', () => {
    fc.assert(
      fc.property(fees, fees, (before, suggested) => {
        const bumped = bumpFees(before, suggested);
        if (bumped === null) {
          const isHigh = (was: bigint) => (was * 11n) / 10n + 1n > MOST_FEE_PER_GAS;
          expect([before.maxFeePerGas, before.maxPriorityFeePerGas].some(isHigh)).toBe(true);
          return;
        }
        if (bumped.maxFeePerGas < MOST_FEE_PER_GAS) expect(bumped.maxFeePerGas * 10n).toBeGreaterThan(before.maxFeePerGas * 12n);
        expect(bumped.maxFeePerGas * 10n).toBeGreaterThan(before.maxFeePerGas * 11n);
        expect(bumped.maxPriorityFeePerGas * 10n).toBeGreaterThan(before.maxPriorityFeePerGas * 11n);
        expect(bumped.maxFeePerGas).toBeGreaterThanOrEqual(suggested.maxFeePerGas);
        expect(bumped.maxFeePerGas).toBeLessThanOrEqual(MOST_FEE_PER_GAS);
      }),
      { seed: 20 },
    );
    expect(
      bumpFees({ maxFeePerGas: MOST_FEE_PER_GAS, maxPriorityFeePerGas: 1n }, { maxFeePerGas: 1n, maxPriorityFeePerGas: 1n }),
    ).toBeNull();
  });

  it('begin at what the network suggests, or at the cap', () => {
    expect(capFees({ maxFeePerGas: 5n, maxPriorityFeePerGas: 2n })).toEqual({ maxFeePerGas: 5n, maxPriorityFeePerGas: 2n });
    expect(capFees({ maxFeePerGas: MOST_FEE_PER_GAS * 2n, maxPriorityFeePerGas: 2n }).maxFeePerGas).toBe(MOST_FEE_PER_GAS);
  });
});
