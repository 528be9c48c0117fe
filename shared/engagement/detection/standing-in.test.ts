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
  it('is whole for the first, and the less the more people came within half an hour', () => {
    expect(shareAfter([])).toBe(1);
    expect(shareAfter(at(every(60, 6)))).toBeCloseTo(3 / (3 + 6 * 0.5), 9);
    expect(shareAfter(at(every(60, 12)))).toBeCloseTo(3 / (3 + 12 * 0.5), 9);
  });

  it('does not mind people who came by themselves', () => {
    expect(shareAfter(at(every(3_600, 12)))).toBeCloseTo(3 / (3 + 0.5), 9);
  });

  it('is whole again once two dozen have come', () => {
    expect(shareAfter(at(every(60, 14)))).toBeLessThan(0.5);
    expect(shareAfter(at(every(60, 24)))).toBe(1);
  });

  it('is not moved by who is left out, passes barely or took it back', () => {
    expect(shareAfter(at(every(10, 50), 0.3))).toBe(1);
    expect(shareAfter(at(every(10, 50), 0.51))).toBeGreaterThan(0.95);
    const gone = at(every(10, 8));
    expect(shareAfter([...gone, ...gone.map(each => ({ ...each, t: 100, kind: REMOVAL }))])).toBeCloseTo(1, 9);
  });

  it('is nothing among people of whom nothing is known, and whole where no dozen is kept out or two are asked for', () => {
    expect(shareAfter(at(every(60, 6), null))).toBe(0);
    const behind = (target: number) => shareAfter(at(every(60, 6)), { ...firstTrust(target), ordinaryWorth: 0.5 });
    expect([32, 33, 184, 185].map(behind)).toEqual([1, 0.5, 0.5, 1]);
  });
});
