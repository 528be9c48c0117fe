import fc from 'fast-check';
import { expect, it } from 'vitest';
import { book } from './circle-mass.ts';
import { CIRCLES_FOLLOWED, describe, emptyState } from './state.ts';

it('never takes a circle for lighter than it is, nor for heavier by more than a sixteenth of all, whatever comes', () => {
  const bookings = fc.array(fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 20 })), { maxLength: 400 });
  fc.assert(
    fc.property(bookings, all => {
      const state = emptyState();
      const truth = new Map<number, number>();
      let total = 0;
      for (const [circle, weight] of all) {
        book(state, circle, weight);
        truth.set(circle, (truth.get(circle) ?? 0) + weight);
        total += weight;
      }
      const { ids, masses } = state.circles ?? { ids: [], masses: [] };
      expect(ids.length).toBeLessThanOrEqual(CIRCLES_FOLLOWED);
      ids.forEach((circle, i) => {
        expect(masses[i]).toBeGreaterThanOrEqual(truth.get(circle) ?? 0);
        expect((masses[i] ?? 0) - (truth.get(circle) ?? 0)).toBeLessThanOrEqual(total / CIRCLES_FOLLOWED);
      });
      expect(describe(state).circles).toBeLessThanOrEqual(truth.size);
    }),
    { seed: 5, numRuns: 200 },
  );
});
