import { describe, expect, it } from 'vitest';
import { calibrate } from '../../shared/engagement/calibration/calibrate.ts';
import { exampleOf } from '../../shared/engagement/calibration/example.ts';
import { detectCascade } from '../../shared/engagement/detection/detect-cascade.ts';
import { countRule } from '../../shared/engagement/detection/first-rules.ts';
import { worthNow } from '../../shared/engagement/detection/ordinary-worth.ts';
import { canonical, type Reaction } from '../../shared/engagement/detection/reaction.ts';
import { UNKNOWN_ROOT } from '../../shared/engagement/detection/root.ts';
import { retarget } from '../../shared/engagement/detection/rule.ts';
import { type Scorer, scorerOf } from '../../shared/engagement/detection/score.ts';
import { type Attack, attack, attackOn, deliver } from './attack.ts';
import { emptyNetwork, learn } from './network.ts';
import { organicCascade } from './organic.ts';

const SEEDS = 200;
const TARGET = 64;
const root = UNKNOWN_ROOT;

const history = Array.from({ length: 800 }, (_, seed) => exampleOf(organicCascade(seed), root, countRule(TARGET), () => 0));
const { rule } = calibrate(history, { target: TARGET, precision: 0.7, version: 'test', leftOut: 0, seed: 1 });
const fitted = scorerOf(rule);
const RULES = {
  [`fitted for ${TARGET}`]: fitted,
  'fitted, read for 8': scorerOf(retarget(rule, 8)),
  'count of 24': scorerOf(countRule(24)),
};

/** Which performances of a stream are confirmed. Each teaches the next ones. */
function confirmed(stream: readonly (readonly Reaction[])[], scorer: Scorer): number[] {
  return firings(stream, scorer).flatMap(({ confirmedAt }, index) => (confirmedAt === null ? [] : [index]));
}

function firings(stream: readonly (readonly Reaction[])[], scorer: Scorer) {
  const network = emptyNetwork();
  const { trust } = scorer.rule;
  return stream.map((deliveries, index) => {
    const reactions = canonical(deliver(deliveries, index));
    const found = detectCascade(reactions, { ...root, ordinary: worthNow(network.worth, trust) }, scorer, network.circles);
    learn(network, null, reactions, trust);
    return found;
  });
}

const stream = (kind: Attack) => Array.from({ length: SEEDS }, (_, seed) => attack(kind, seed));
const organic = Array.from({ length: 300 }, (_, i) => organicCascade(9_000 + i, { known: true }));

/** How far each organic firing moves when every performance is attacked too, as a part of its time; ∞ for lost. */
function shiftsUnder(kind: Attack): number[] {
  const alone = firings(organic, fitted);
  const both = organic.map((own, seed) => [...own, ...attackOn(own, kind, seed).map(caught)]);
  const attacked = firings(both, fitted);
  return alone.flatMap(({ firedAt }, index) => {
    const then = attacked[index]?.firedAt ?? Number.POSITIVE_INFINITY;
    return firedAt === null ? [] : [(then - firedAt) / Math.max(1, firedAt)];
  });
}

/** Of a farm those whom the gate catches: who passes it weighs, and moves what is small. */
const caught = (each: Reaction) => (each.actor.startsWith('farm') ? { ...each, score: Math.min(0.49, each.score ?? 0) } : each);

it('has a fitted rule', () => {
  expect(rule.kind).toBe('fitted');
});

describe.each(Object.entries(RULES))('alone, by a rule %s', (_name, scorer) => {
  const hollow = ['periodicFarm', 'poissonFarm', 'replayFarm', 'drip', 'barelyFarm', 'barelyDrip', 'lateDrip', 'churn'] as const;
  it.each(hollow)('%s never causes a coin', kind => {
    expect(confirmed(stream(kind), scorer)).toEqual([]);
  });

  it('replays cause no coin that the same people once would not', () => {
    const once = stream('replays').map(canonical);
    expect(confirmed(stream('replays'), scorer)).toEqual(confirmed(once, scorer));
    if (scorer === fitted) expect(confirmed(once, scorer)).toEqual([]);
  });

  it('bought recasts do in two of a hundred at most', () => {
    expect(confirmed(stream('boughtRecasts'), scorer).length).toBeLessThanOrEqual(SEEDS * 0.02);
  });

  it('a ring does with its first five performances at most, even among others', () => {
    const rings = stream('ring');
    expect(confirmed(rings, scorer).every(index => index < 5)).toBe(true);
    const mixed = rings.slice(0, 40).flatMap((each, seed) => [each, organicCascade(seed, { known: true })]);
    const performancesOfTheRing = confirmed(mixed, scorer).filter(index => index % 2 === 0);
    expect(performancesOfTheRing.every(index => index < 2 * 5)).toBe(true);
  });
});

describe('an organic cascade', () => {
  it.each(['periodicFarm', 'poissonFarm', 'drip', 'lateDrip', 'churn', 'replays', 'repeats'] as const)(
    'fires when it does alone under %s',
    kind => {
      const shifts = shiftsUnder(kind);
      expect(shifts.length).toBeGreaterThan(20);
      expect(shifts.filter(shift => Math.abs(shift) > 0.1)).toEqual([]);
    },
  );

  it('is moved in few cases by farms that keep coming for days, to every performance of a network', () => {
    const shifts = shiftsUnder('replayFarm');
    expect(shifts.filter(shift => shift > 0.1)).toEqual([]);
    expect(shifts.filter(shift => shift < -0.1).length).toBeLessThan(shifts.length * 0.2);
  });

  it('is moved by a ring in few cases once it is known, and never held up', () => {
    const shifts = shiftsUnder('ring');
    expect(shifts.filter(shift => shift > 0.1)).toEqual([]);
    expect(shifts.filter(shift => shift < -0.5).length).toBeLessThan(shifts.length * 0.2);
  });

  it('is never held up by bought recasts', () => {
    expect(shiftsUnder('boughtRecasts').filter(shift => shift > 0.1)).toEqual([]);
  });

  it('is found nearly as often with scores and ages of its people as without', () => {
    const seeds = Array.from({ length: 400 }, (_, i) => 5_000 + i).filter(seed => organicCascade(seed).length >= TARGET);
    const found = (known: boolean) =>
      confirmed(
        seeds.map(seed => organicCascade(seed, { known })),
        fitted,
      ).length / seeds.length;
    expect(seeds.length).toBeGreaterThan(20);
    expect(found(false)).toBeGreaterThan(0.6);
    expect(Math.abs(found(true) - found(false))).toBeLessThanOrEqual(0.1);
  });
});
