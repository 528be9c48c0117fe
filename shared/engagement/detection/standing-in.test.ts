import { describe, expect, it } from 'vitest';
import { reaction } from '../testing/reaction-of-number.ts';
import { firstTrust } from './first-rules.ts';
import { foldReaction } from './fold-reaction.ts';
import { REMOVAL } from './reaction.ts';
import { standingIn } from './standing-in.ts';
import { emptyState, type Standing } from './state.ts';
import type { Trust } from './trust.ts';

const trust = { ...firstTrust(64), ordinaryWorth: 0.5 };
const at = (times: readonly number[], score: number | null = 0.9) => times.map((t, i) => reaction(t, `p-${i}`, { score }));
const every = (seconds: number, count: number) => Array.from({ length: count }, (_, i) => seconds * i);

/** The state after these, and for how much of those left out the next one stands who comes at once. */
function shareAfter(reactions: ReturnType<typeof at>, by: Trust = trust): number {
  const state = emptyState();
  const standings = new Map<string, Standing>();
  for (const each of reactions) {
    const standing = foldReaction(state, each, standings.get(each.actor), 0, by);
    if (standing !== undefined) standings.set(each.actor, standing);
  }
  return standingIn(state, by);
}

describe('standingIn', () => {
  it('is whole for the first, and the less the more people came in the quarter of an hour before', () => {
    expect(shareAfter([])).toBe(1);
    const came = (count: number) => shareAfter([...at(every(60, count)), reaction(1_000, 'z', { score: 0.9 })]);
    expect([1, 6, 12].map(came)).toEqual([6 / 7, 1 / 2, 1 / 3].map(share => expect.closeTo(share, 9)));
  });

  it('does not mind people who came by themselves', () => {
    expect(shareAfter(at(every(3_600, 12)))).toBe(1);
  });

  it('is whole again once two dozen have come', () => {
    expect(shareAfter(at(every(120, 14)))).toBeLessThan(0.75);
    expect(shareAfter(at(every(120, 24)))).toBe(1);
  });

  it('is not moved by who is left out, passes barely or took it back', () => {
    const then = reaction(1_000, 'z', { score: 0.9 });
    expect(shareAfter([...at(every(10, 50), 0.3), then])).toBe(1);
    expect(shareAfter([...at(every(10, 50), 0.51), then])).toBeGreaterThan(0.9);
    const gone = at(every(10, 8));
    expect(shareAfter([...gone, ...gone.map(each => ({ ...each, t: 100, kind: REMOVAL })), then])).toBeCloseTo(1, 9);
  });

  it('is nothing among people of whom nothing is known, and whole where no dozen is kept out or two are asked for', () => {
    const then = reaction(1_000, 'z');
    expect(shareAfter([...at(every(60, 6), null), then])).toBe(0);
    const behind = (target: number) =>
      shareAfter([...at(every(60, 6)), reaction(1_000, 'z', { score: 0.9 })], { ...firstTrust(target), ordinaryWorth: 0.5 });
    expect([32, 33, 184, 185].map(behind)).toEqual([1, 0.5, 0.5, 1]);
  });
});
