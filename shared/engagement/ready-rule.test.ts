import { expect, it } from 'vitest';
import { foldReaction } from './detection/fold-reaction.ts';
import { UNKNOWN_ROOT } from './detection/root.ts';
import { emptyState } from './detection/state.ts';
import { LINE, pointsOf, readyRule } from './ready-rule.ts';
import { reaction } from './testing/reaction-of-number.ts';
import { smallRule } from './testing/small-rule.ts';

const climb = (rule: ReturnType<typeof readyRule>, people: number) => {
  const state = emptyState();
  for (let i = 0; i < people; i++) foldReaction(state, reaction(i * 10, `p-${i}`), undefined, 0, rule.scorer.rule.trust);
  return pointsOf(state, UNKNOWN_ROOT, rule);
};

it('goes from nothing to the line by a count', () => {
  const rule = readyRule(smallRule({ threshold: 0.5, trust: { ...smallRule().trust, minPeople: 2 } }));
  expect([0, 3, 6, 12].map(people => climb(rule, people))).toEqual(
    [0, 50, LINE, 2 * LINE].map(points => expect.closeTo(points, 9)),
  );
});

it('shows no take above nothing that nobody knows, whatever a fitted sum says of it', () => {
  const rule = readyRule(smallRule({ intercept: 7, threshold: 0.5, trust: { ...smallRule().trust, minPeople: 4 } }));
  expect([0, 1, 2, 3].map(people => climb(rule, people))).toEqual([0, 25, 50, 75]);
  expect(climb(rule, 4)).toBeGreaterThan(LINE);
});
