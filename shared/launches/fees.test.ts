import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bumpFees, capFees } from './fees.ts';

const MOST_GWEI = 20;
const MOST = 20_000_000_000n;

const fee = fc.bigInt({ min: 0n, max: MOST });
const fees = fc.record({ maxFeePerGas: fee, maxPriorityFeePerGas: fee });

describe('fees of a launch', () => {
  it('rise by a fifth, by no less than the tenth that nodes want, and never past the cap', () => {
    fc.assert(
      fc.property(fees, fees, (before, suggested) => {
        const bumped = bumpFees(before, suggested, MOST_GWEI);
        if (bumped === null) {
          const isHigh = (was: bigint) => (was * 11n) / 10n + 1n > MOST;
          expect([before.maxFeePerGas, before.maxPriorityFeePerGas].some(isHigh)).toBe(true);
          return;
        }
        if (bumped.maxFeePerGas < MOST) expect(bumped.maxFeePerGas * 10n).toBeGreaterThan(before.maxFeePerGas * 12n);
        expect(bumped.maxFeePerGas * 10n).toBeGreaterThan(before.maxFeePerGas * 11n);
        expect(bumped.maxPriorityFeePerGas * 10n).toBeGreaterThan(before.maxPriorityFeePerGas * 11n);
        expect(bumped.maxFeePerGas).toBeGreaterThanOrEqual(suggested.maxFeePerGas);
        expect(bumped.maxFeePerGas).toBeLessThanOrEqual(MOST);
      }),
      { seed: 20 },
    );
    expect(
      bumpFees({ maxFeePerGas: MOST, maxPriorityFeePerGas: 1n }, { maxFeePerGas: 1n, maxPriorityFeePerGas: 1n }, MOST_GWEI),
    ).toBeNull();
  });

  it('begin at what the network suggests, or at the cap', () => {
    const usual = { maxFeePerGas: 5n, maxPriorityFeePerGas: 2n };
    expect(capFees(usual, MOST_GWEI)).toEqual(usual);
    expect(capFees({ maxFeePerGas: MOST * 2n, maxPriorityFeePerGas: 2n }, MOST_GWEI).maxFeePerGas).toBe(MOST);
    expect(capFees({ maxFeePerGas: MOST * 2n, maxPriorityFeePerGas: 2n }, 0.5).maxFeePerGas).toBe(500_000_000n);
  });

  it('hold no more than a small tip, whatever a node suggests: it is paid in full', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: MOST * 100n }), fc.bigInt({ min: 0n, max: MOST * 100n }), (base, tip) => {
        const capped = capFees({ maxFeePerGas: base + tip, maxPriorityFeePerGas: tip }, MOST_GWEI);
        expect(capped.maxPriorityFeePerGas).toBeLessThanOrEqual(MOST / 20n);
        expect(capped.maxPriorityFeePerGas).toBeLessThanOrEqual(capped.maxFeePerGas);
        expect(capped.maxFeePerGas).toBeLessThanOrEqual(MOST);
        // A tip that is not believed leaves what is bid for the block itself as it was.
        if (base + MOST / 20n <= MOST) expect(capped.maxFeePerGas - capped.maxPriorityFeePerGas).toBe(base);
      }),
      { seed: 21 },
    );
  });
});
