import { describe, expect, it } from 'vitest';
import { reaction } from '../testing/reaction-of-number.ts';
import { countRule } from './first-rules.ts';
import { foldReaction } from './fold-reaction.ts';
import { gateOf } from './gates.ts';
import { among } from './rule.ts';
import { emptyState } from './state.ts';

/** What holds back people of these scores where ordinary ones are worth `ordinary`. */
const gateAfter = (target: number, ordinary: number, scores: readonly (number | null)[]) => {
  const rule = among(countRule(target), ordinary);
  const state = emptyState();
  for (const [i, score] of scores.entries()) {
    foldReaction(state, reaction(5 * i * i, `p-${i}`, { score }), undefined, 0, rule.trust);
  }
  return gateOf(state, rule);
};
const often = (score: number, times: number) => Array.from({ length: times }, () => score);

describe('the gates of a small target', () => {
  it('let those who pass stand in for those left out', () => {
    expect(gateAfter(8, 0.5, [0.3, 0.9, 0.4, 0.9])).toBe('fewCircles');
    expect(gateAfter(8, 0.5, [0.3, 0.9, 0.4, 0.9, 0.55])).toBeNull();
    expect(gateAfter(8, 0.5, often(0.3, 100))).toBe('fewPeople');
    expect(gateAfter(8, 0.5, often(0.53, 10))).toBe('fewPeople');
  });

  it('do not take it for reached before that many people have come', () => {
    expect(gateAfter(8, 0.3, often(0.9, 3))).toBeNull();
    expect(gateAfter(8, 0.3, often(0.9, 7))).toBeNull();
    expect(gateAfter(8, 0.3, often(0.9, 8))).toBe('alreadyBig');
    expect(gateAfter(8, 1, often(0.9, 8))).toBe('alreadyBig');
  });
});

it('a larger target asks for full people: a dozen is no crowd, whatever each of them weighs', () => {
  expect(gateAfter(64, 0.5, often(0.9, 12))).toBe('fewPeople');
  expect(gateAfter(64, 0.5, often(0.9, 13))).toBeNull();
});
