import { describe, expect, it } from 'vitest';
import { calibrate } from '../../shared/engagement/calibration/calibrate.ts';
import { exampleOf } from '../../shared/engagement/calibration/example.ts';
import { emptyMemory } from '../../shared/engagement/detection/circles.ts';
import { detectCascade, learnFrom } from '../../shared/engagement/detection/detect-cascade.ts';
import { countRule } from '../../shared/engagement/detection/first-rules.ts';
import { canonical, type Reaction } from '../../shared/engagement/detection/reaction.ts';
import { scorerOf } from '../../shared/engagement/detection/score.ts';
import { ATTACKS, type Attack, attack, organicCascade } from './synthetic.ts';

const SEEDS = 200;
const TARGET = 64;
const root = { followers: null };

const history = Array.from({ length: 900 }, (_, seed) => exampleOf(organicCascade(seed), root, countRule(TARGET), emptyMemory()));
const { rule } = calibrate(history, { target: TARGET, precision: 0.7, version: 'test', leftOut: 0, seed: 1 });
const scorer = scorerOf(rule);

/** Performances hit by one kind of attack each, one after the other; which of them were confirmed. */
function confirmed(kind: Attack): number[] {
  const memory = emptyMemory();
  return Array.from({ length: SEEDS }, (_, seed) => seed).filter(seed => {
    const reactions = canonical(attack(kind, seed));
    const { confirmedAt } = detectCascade(reactions, root, scorer, memory);
    learnFrom(memory, reactions, rule.trust);
    return confirmedAt !== null;
  });
}

const detect = (deliveries: readonly Reaction[]) => detectCascade(canonical(deliveries), root, scorer, emptyMemory());

describe('a rule fitted on organic cascades', () => {
  it('is a fitted one', () => {
    expect(rule.kind).toBe('fitted');
  });

  it.each(['periodicFarm', 'poissonFarm', 'replayFarm', 'drip', 'churn', 'replays'] as const)('never believes %s', kind => {
    expect(confirmed(kind)).toEqual([]);
  });

  it('believes bought recasts in two of a hundred at most', () => {
    expect(confirmed('boughtRecasts').length).toBeLessThanOrEqual(SEEDS * 0.02);
  });

  it('believes a ring with its first five performances at most', () => {
    expect(confirmed('ring').every(seed => seed < 5)).toBe(true);
  });

  it('finds organic hits whose people carry scores and ages nearly as often as without', () => {
    const seeds = Array.from({ length: 400 }, (_, i) => 5_000 + i).filter(seed => organicCascade(seed).length >= TARGET);
    const found = (known: boolean) =>
      seeds.filter(seed => detect(organicCascade(seed, { known })).confirmedAt !== null).length / seeds.length;
    expect(seeds.length).toBeGreaterThan(20);
    expect(found(false)).toBeGreaterThan(0.6);
    expect(Math.abs(found(true) - found(false))).toBeLessThanOrEqual(0.1);
  });

  it.each(ATTACKS.filter(kind => !['ring', 'boughtRecasts'].includes(kind)))('is neither hurried nor held up by %s', kind => {
    const organic = Array.from({ length: 200 }, (_, i) => organicCascade(9_000 + i, { known: true }));
    const fired = organic.map(own => ({ own, alone: detect(own).firedAt })).filter(({ alone }) => alone !== null);
    expect(fired.length).toBeGreaterThan(8);
    const shifts = fired.map(({ own, alone }, seed) => {
      const added = kind === 'replays' ? [...own, ...own].reverse() : attack(kind, seed);
      const { firedAt } = detect([...own, ...added]);
      return firedAt === null ? Number.POSITIVE_INFINITY : Math.abs(firedAt - (alone ?? 0)) / (alone ?? 1);
    });
    expect(shifts.filter(shift => shift > 0.1)).toEqual([]);
  });
});
