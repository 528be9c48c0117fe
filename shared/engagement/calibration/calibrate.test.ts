import { describe, expect, it } from 'vitest';
import { FEATURES } from '../detection/features.ts';
import { detectionRuleSchema } from '../detection/rule.ts';
import { calibrate } from './calibrate.ts';
import { chooseThreshold, thresholdOf } from './choose-threshold.ts';
import type { Example } from './example.ts';
import { metricsOf, outcomeOf } from './metrics.ts';
import { randomOf } from './random.ts';

const TARGET = 64;

/** Performances that grow at their own steady pace; hits are those fast enough, known with some noise. */
function examples(count: number, share: number): Example[] {
  const random = randomOf(9);
  return Array.from({ length: count }, () => {
    const hit = random() < share;
    const pace = Math.exp((hit ? 1 : 0) + 1.2 * (random() - 0.5));
    const final = hit ? 100 : 20 + Math.floor(random() * 30);
    const seen = Array.from({ length: Math.min(final, TARGET - 1) - 12 }, (_, i) => 13 + i);
    const times = seen.map(n => (n * 200) / pace);
    const values = new Float64Array(seen.length * FEATURES.length);
    seen.forEach((n, row) => {
      const at = row * FEATURES.length;
      values[at + FEATURES.indexOf('N')] = Math.log1p(n);
      values[at + FEATURES.indexOf('a')] = Math.log1p((times[row] ?? 0) / 60);
      values[at + FEATURES.indexOf('s3')] = Math.log1p(n * 0.9);
      values[at + FEATURES.indexOf('N·a')] = Math.log1p(n) * Math.log1p((times[row] ?? 0) / 60);
    });
    return { hit, reachedAt: hit ? (TARGET * 200) / pace : null, final, values, seen, times };
  });
}

const options = { target: TARGET, precision: 0.7, version: 'test', leftOut: 0, seed: 1 };

describe('calibrate', () => {
  it('grows with history: a count rule, one threshold, the fitted rule', () => {
    const kinds = [0.01, 0.06, 0.3].map(share => calibrate(examples(400, share), options).rule.kind);
    expect(kinds[0]).toBe('count');
    expect(['count', 'decay']).toContain(kinds[1]);
    expect(kinds[2]).toBe('fitted');
  });

  it('makes a rule that the schema takes, the same from the same history', () => {
    const { rule } = calibrate(examples(300, 0.3), options);
    expect(detectionRuleSchema.parse(JSON.parse(JSON.stringify(rule)))).toEqual(rule);
    expect(calibrate(examples(300, 0.3), options).rule).toEqual(rule);
    expect(rule.fittedOn).toMatchObject({ cascades: 300, precision: 0.7 });
  });

  it('finds hits early out of fold, where a count alone finds them late', () => {
    const { trials } = calibrate(examples(400, 0.3), options);
    const of = (name: string) => trials.find(trial => trial.name === name)?.trial;
    expect(of('fitted')?.metrics.precision).toBeGreaterThan(0.6);
    expect(of('fitted')?.metrics.recallHalf).toBeGreaterThan((of('count')?.metrics.recallHalf ?? 1) + 0.3);
    const [low, high] = of('fitted')?.intervals.recall ?? [1, 0];
    expect(low).toBeLessThanOrEqual(of('fitted')?.metrics.recall ?? 0);
    expect(high).toBeGreaterThanOrEqual(of('fitted')?.metrics.recall ?? 1);
  });
});

describe('chooseThreshold', () => {
  const climbs = Array.from({ length: 100 }, (_, i) => ({ moments: [0], scores: [i] }));

  it('takes the lowest that keeps the precision', () => {
    const hits = climbs.map((_, i) => i >= 60);
    const threshold = chooseThreshold(climbs, hits, 0.8, 1) ?? 0;
    expect(threshold).toBeGreaterThan(40);
    expect(threshold).toBeLessThan(60);
  });

  it('is null where nothing keeps it', () => {
    expect(
      chooseThreshold(
        climbs,
        climbs.map(() => false),
        0.5,
        1,
      ),
    ).toBeNull();
    expect(chooseThreshold([{ moments: [], scores: [] }], [true], 0.5, 1)).toBeNull();
  });
});

describe('thresholdOf', () => {
  it('lets so many fire, whatever the scale of the scores', () => {
    const climbs = [3, 1, 4, 1.5, 9].map(height => ({ moments: [0], scores: [height] }));
    expect(thresholdOf(climbs, 3.2)).toBe(2.25);
    expect(thresholdOf(climbs, 0)).toBe(6.5);
    expect(thresholdOf([...climbs, { moments: [], scores: [] }], 5)).toBe(1);
  });
});

describe('metrics', () => {
  it('are what they say', () => {
    const example: Example = {
      hit: true,
      reachedAt: 7_200,
      final: 80,
      values: new Float64Array(0),
      seen: [10, 20, 40],
      times: [60, 3_600, 5_000],
    };
    const climb = { moments: [0, 1, 2], scores: [0.1, 0.5, 0.9] };
    const outcomes = [
      outcomeOf(example, climb, 0.4, TARGET),
      outcomeOf(example, climb, 2, TARGET),
      outcomeOf({ ...example, hit: false }, climb, 0.8, TARGET),
    ];
    expect(metricsOf(outcomes)).toEqual({ precision: 0.5, recall: 0.5, recallHalf: 0.5, lead: 1, share: 0.25 });
    expect(outcomeOf(example, climb, 0.9, TARGET)).toMatchObject({ fired: true, early: false, share: 0.5 });
  });
});
