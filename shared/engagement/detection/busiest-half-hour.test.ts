import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reaction } from '../testing/reaction-of-number.ts';
import { firstTrust } from './first-rules.ts';
import { foldReaction } from './fold-reaction.ts';
import { canonical, REMOVAL, type Reaction } from './reaction.ts';
import { emptyState, read, SLOT, type Standing } from './state.ts';

const QUARTER = 900;
const trust = firstTrust(64);

function busiestOf(reactions: readonly Reaction[]) {
  const state = emptyState();
  const standings = new Map<string, Standing>();
  for (const each of reactions) {
    const standing = foldReaction(state, each, standings.get(each.actor), 0, trust);
    if (standing !== undefined) standings.set(each.actor, standing);
  }
  const inForce = [...standings.values()].filter(each => each.inForce > 0 && each.weight > 0);
  return {
    kept: read(state, SLOT.busiest),
    inForce,
    takenBack: [...standings.values()].reduce((sum, each) => sum + each.removals, 0),
  };
}

/** The most people who came in two quarters in a row, counted over all of them. */
function busiestBySight(people: readonly Standing[]): number {
  const quarters = people.map(({ first }) => Math.floor(first / QUARTER));
  return Math.max(0, ...quarters.map(last => quarters.filter(quarter => quarter === last || quarter === last - 1).length));
}

const reactions = fc
  .array(fc.record({ t: fc.nat(8 * QUARTER), person: fc.nat(14), kind: fc.constantFrom(0, 0, 0, REMOVAL) }), { maxLength: 60 })
  .map(all => canonical(all.map(({ t, person, kind }) => reaction(t, `p-${person}`, { kind }))));

describe('the busiest half hour', () => {
  it('is that of all half hours while nobody takes anything back', () => {
    fc.assert(
      fc.property(reactions, all => {
        const { kept, inForce } = busiestOf(all.filter(({ kind }) => kind !== REMOVAL));
        expect(kept).toBe(busiestBySight(inForce));
      }),
    );
  });

  it('is too small by what was taken back at most, and never too large', () => {
    fc.assert(
      fc.property(reactions, all => {
        const { kept, inForce, takenBack } = busiestOf(all);
        const seen = busiestBySight(inForce);
        expect(kept).toBeLessThanOrEqual(seen);
        expect(kept).toBeGreaterThanOrEqual(seen - takenBack);
      }),
    );
  });

  it('spans a quarter’s end, but no three quarters', () => {
    const at = (...times: number[]) => busiestOf(times.map((t, i) => reaction(t, `p-${i}`))).kept;
    expect(at(800, 899, 900, 1_700)).toBe(4);
    expect(at(800, 950, 1_900)).toBe(2);
    expect(at(10, 20, 30, 9_000, 9_001)).toBe(3);
  });
});
