import { expect, it } from 'vitest';
import { FEATURES, readFeatures } from '../detection/features.ts';
import { firstTrust } from '../detection/first-rules.ts';
import { foldReaction } from '../detection/fold-reaction.ts';
import { UNKNOWN_ROOT } from '../detection/root.ts';
import { emptyState } from '../detection/state.ts';
import { reaction } from '../testing/reaction-of-number.ts';
import { pushes, pushRow } from './bought-dozen.ts';

const NOW = 4_000;
const organic = Array.from({ length: 30 }, (_, index) => index * 130);
const dozen = Array.from({ length: 12 }, (_, index) => 130 + 145 * index);

const trust = { ...firstTrust(200), ordinaryWorth: 1 };
/** The score of somebody who weighs a half. */
const HALF = trust.minScore + (trust.fullScore - trust.minScore) * (0.499 / 0.999) ** (1 / trust.worthPower);

/** Features at NOW after people of these times and weights, folded one by one. */
function folded(people: readonly { t: number; score: number | null }[]): Float64Array {
  const state = emptyState();
  const sorted = people.toSorted((a, b) => a.t - b.t);
  for (const [index, { t, score }] of sorted.entries())
    foldReaction(state, reaction(t, `p-${index}`, { score }), undefined, 0, trust);
  foldReaction(state, reaction(NOW, 'last', {}), undefined, 0, trust);
  return readFeatures(state, UNKNOWN_ROOT, new Float64Array(FEATURES.length));
}

it('moves a row as a dozen people move the state', () => {
  const own = organic.map(t => ({ t, score: null }));
  const into = new Float64Array(FEATURES.length);
  pushRow(folded(own), NOW, into);
  // One and a half at each of their times: one who weighs 1 and one who weighs a half.
  const bought = folded([
    ...own,
    ...dozen.flatMap(t => [
      { t, score: null },
      { t, score: HALF },
    ]),
  ]);
  FEATURES.forEach((feature, index) => {
    if (feature !== 'mass' && feature !== 'recent' && !Number.isNaN(into[index]))
      expect(into[index], feature).toBeCloseTo(bought[index] as number, 6);
  });
});

it('moves nothing before they come', () => {
  const row = folded([{ t: 10, score: null }]);
  const into = new Float64Array(FEATURES.length);
  pushRow(row, 100, into);
  expect([...into]).toEqual([...row]);
});

it('is asked where a dozen is kept out, and is neither what hits look like nor next to nothing', () => {
  const reached = (hours: number) => ({ reachedAt: hours * 3_600 });
  const slow = [{ reachedAt: null }, reached(1), reached(2), reached(9)];
  expect([8, 32, 33, 64, 360, 361, 543].map(target => pushes(target, slow))).toEqual([
    false,
    false,
    true,
    true,
    true,
    false,
    false,
  ]);
  expect(pushes(64, [reached(1), reached(1.9), reached(9)])).toBe(false);
  expect(pushes(64, [{ reachedAt: null }])).toBe(false);
});
