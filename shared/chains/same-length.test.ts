import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sameLength } from './same-length.ts';

it('lets a recording of a take differ by a second or a tenth, and no more', () => {
  fc.assert(
    fc.property(fc.integer({ min: 500, max: 60_000 }), fc.integer({ min: -12_000, max: 12_000 }), (take, apart) => {
      expect(sameLength(take + apart, take)).toBe(Math.abs(apart) <= 1_000 || Math.abs(apart) <= take / 10);
    }),
    { seed: 3, numRuns: 2_000 },
  );
});
