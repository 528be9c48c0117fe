import fc from 'fast-check';
import { expect, it } from 'vitest';
import { book, massOf } from './circle-mass.ts';
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
      const followed = [...truth].filter(([circle]) => massOf(state, circle) > 0);
      expect(followed).toHaveLength(Math.min(truth.size, CIRCLES_FOLLOWED));
      for (const [circle, weight] of followed) {
        expect(massOf(state, circle)).toBeGreaterThanOrEqual(weight);
        expect(massOf(state, circle) - weight).toBeLessThanOrEqual(total / CIRCLES_FOLLOWED);
      }
      expect(describe(state).circles).toBeLessThanOrEqual(truth.size);
    }),
    { seed: 5, numRuns: 200 },
  );
});
