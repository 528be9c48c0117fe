import fc from 'fast-check';
import { expect as check, describe, it } from 'vitest';
import { unixMs } from '../kernel/units.ts';
import { foldReaction } from './detection/fold-reaction.ts';
import { emptyState } from './detection/state.ts';
import { expect } from './expect.ts';
import { reaction } from './testing/reaction-of-number.ts';
import { smallRule } from './testing/small-rule.ts';

const { trust } = smallRule();
const TAU = 8_100;
const EPOCH = Date.UTC(2026, 0, 1) / 1000;

/** A take posted so many seconds after the epoch, with somebody new at each of these seconds after its post. */
function takeOf(postedAt: number, times: readonly number[]) {
  const state = emptyState();
  for (const [i, t] of times.toSorted((a, b) => a - b).entries()) foldReaction(state, reaction(t, `p${i}`), undefined, 0, trust);
  return { times: times.map(t => postedAt + t), expected: expect(state, { postedAt: unixMs((EPOCH + postedAt) * 1000) }) };
}

const takes = fc
  .tuple(fc.integer({ min: 0, max: 3e8 }), fc.array(fc.integer({ min: 0, max: 86_400 }), { minLength: 1, maxLength: 60 }))
  .map(([postedAt, times]) => takeOf(postedAt, times));

describe('what is to be expected', () => {
  it('is ranked by a number that time does not change: the order of pace, at any later moment', () => {
    fc.assert(
      fc.property(takes, fc.integer({ min: 0, max: 1e5 }), (take, later) => {
        const now = Math.max(...take.times) + later;
        const pace = take.times.reduce((sum, t) => sum + Math.exp((t - now) / TAU), 0);
        check(Math.exp((take.expected.rising ?? 0) - now / TAU)).toBeCloseTo(pace, 6);
      }),
      { seed: 31 },
    );
  });

  it('never expects fewer than are there, and keeps its bounds in order', () => {
    fc.assert(
      fc.property(takes, ({ times, expected: { size, low, high } }) => {
        check(low).toBeGreaterThanOrEqual(times.length);
        check(size).toBeGreaterThanOrEqual(low);
        check(high).toBeGreaterThanOrEqual(size);
      }),
      { seed: 32 },
    );
  });

  it('ranks nobody before the first person', () => {
    check(expect(emptyState(), { postedAt: unixMs(0) }).rising).toBeNull();
  });
});
