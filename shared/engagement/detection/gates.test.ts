import { describe, expect, it } from 'vitest';
import { reaction } from '../testing/reaction-of-number.ts';
import { countRule } from './first-rules.ts';
import { foldReaction } from './fold-reaction.ts';
import { bearsMoney, gateOf, mayFire } from './gates.ts';
import { REMOVAL } from './reaction.ts';
import { among } from './rule.ts';
import { emptyState } from './state.ts';

/** What holds back people of these scores where ordinary ones are worth `ordinary`. */
const gateAfter = (
  target: number,
  ordinary: number,
  scores: readonly (number | null)[],
  at: (index: number) => number = i => 5 * i * i,
) => {
  const rule = among(countRule(target), ordinary);
  const state = emptyState();
  for (const [i, score] of scores.entries()) {
    foldReaction(state, reaction(at(i), `p-${i}`, { score }), undefined, 0, rule.trust);
  }
  return gateOf(state, rule);
};
const hourly = (i: number) => 600 * i * i;
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

it('takes a target for reached by repeats as far as they are a quarter of the people', () => {
  const rule = countRule(40);
  const after = (people: number, times: number) => {
    const state = emptyState();
    const once = Array.from({ length: people }, (_, i) => reaction(hourly(i) / 100, `p-${i}`));
    const standings = once.map(each => foldReaction(state, each, undefined, 0, rule.trust));
    for (let k = 1; k < times; k++)
      for (const [i, each] of once.entries()) foldReaction(state, { ...each, t: 40_000 }, standings[i], 0, rule.trust);
    return gateOf(state, rule);
  };
  expect(after(31, 40)).not.toBe('alreadyBig');
  expect(after(32, 40)).toBe('alreadyBig');
  expect(after(32, 1)).not.toBe('alreadyBig');
});

describe('the gates of a larger target', () => {
  it('ask for full people: a dozen is no crowd, whatever each of them weighs', () => {
    expect(gateAfter(64, 0.5, often(0.9, 12), hourly)).toBe('fewPeople');
    expect(gateAfter(64, 0.5, often(0.9, 13), hourly)).toBeNull();
  });

  it('ask for half a dozen outside the busiest half hour', () => {
    const lateFrom = (first: number) => (i: number) => (i < first ? 60 + i * i : 7_200 + 1_000 * i);
    expect(gateAfter(64, 0.5, often(0.9, 20), lateFrom(15))).toBe('oneCrowd');
    expect(gateAfter(64, 0.5, often(0.9, 20), lateFrom(14))).toBeNull();
  });

  it('let half the target pass, or four dozen, however close together they came', () => {
    const together = (i: number) => i * i;
    expect(gateAfter(64, 1, often(0.9, 31), together)).toBe('oneCrowd');
    expect(gateAfter(64, 1, often(0.9, 32), together)).toBeNull();
    // Each stands for two: their mass is twice as many, and half of that counts.
    expect(gateAfter(64, 0.5, often(0.9, 21), together)).toBe('oneCrowd');
    expect(gateAfter(64, 0.5, often(0.9, 22), together)).toBeNull();
    expect(gateAfter(160, 1, often(0.9, 47), i => 0.7 * i * i)).toBe('oneCrowd');
    expect(gateAfter(160, 1, often(0.9, 48), i => 0.7 * i * i)).toBeNull();
  });

  it('ask a small target nothing of the kind', () => {
    expect(gateAfter(32, 0.5, often(0.9, 12), i => i * i)).toBeNull();
  });
});

describe('money behind a small target', () => {
  /** Whether it may follow people of good standing who came by themselves, an hour apart, and a dozen that spread over two hours. */
  const after = (own: number) => {
    const rule = countRule(8);
    const state = emptyState();
    const times = [...Array.from({ length: own }, (_, i) => 3_600 * i), ...Array.from({ length: 12 }, (_, i) => 7 + 600 * i)];
    for (const [i, t] of times.sort((a, b) => a - b).entries())
      foldReaction(state, reaction(t, `p-${i}`, { score: 0.9 }), undefined, 0, rule.trust);
    return bearsMoney(state, rule);
  };

  it('waits for a dozen and those by whom it fires', () => {
    expect([1, 2, 3, 4].map(after)).toEqual([false, false, false, true]);
  });
});

describe('a circle whose mass is spent', () => {
  /** People in a circle after two who are in none. */
  const joined = (ring: number) => {
    const rule = countRule(8);
    const state = emptyState();
    const fold = (name: string, i: number, circle: number) =>
      foldReaction(state, reaction(5 * i * i, `${name}-${i}`, { score: 0.9 }), undefined, circle, rule.trust);
    const lone = [0, 1].map(i => fold('p', i, 0));
    const members = Array.from({ length: ring }, (_, i) => fold('ring', 2 + i, 7));
    return { gate: gateOf(state, rule), lone, members };
  };

  it('is nobody to the gate of distinct circles', () => {
    expect(joined(0).gate).toBe('fewCircles');
    expect(joined(30).gate).toBe('fewCircles');
  });

  it('brings no decision about', () => {
    const { lone, members } = joined(3);
    expect(lone.every(standing => mayFire({ kind: 0 }, standing))).toBe(true);
    expect(members.some(standing => mayFire({ kind: 0 }, standing))).toBe(false);
    expect(mayFire({ kind: REMOVAL }, lone[0])).toBe(false);
  });
});
