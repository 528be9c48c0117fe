import type { Example } from './example.ts';
import { type Climb, firingMoment } from './linear.ts';
import { randomOf } from './random.ts';

/** What a rule made of one performance. */
export type Outcome = {
  hit: boolean;
  fired: boolean;
  /** Fired at half the target or before. */
  early: boolean;
  /** Hours from firing to the target, of hits. */
  lead: number;
  /** Reactions at firing over reactions in the end. */
  share: number;
};

export const METRICS = ['precision', 'recall', 'recallHalf', 'lead', 'share'] as const;
export type Metrics = Record<(typeof METRICS)[number], number>;

/** How a rule with this threshold does on one recorded cascade. */
export function outcomeOf(example: Example, climb: Climb, threshold: number, target: number): Outcome {
  const moment = firingMoment(climb, threshold);
  if (moment === null) return { hit: example.hit, fired: false, early: false, lead: 0, share: 0 };
  const seen = example.seen[moment] ?? 0;
  return {
    hit: example.hit,
    fired: true,
    early: seen <= target / 2,
    lead: ((example.reachedAt ?? 0) - (example.times[moment] ?? 0)) / 3_600,
    share: seen / example.final,
  };
}

/** Precision and recalls as shares; lead (hours) and share of the final size as medians over the hits that fired. NaN over nothing. */
export function metricsOf(outcomes: readonly Outcome[]): Metrics {
  const fired = outcomes.filter(outcome => outcome.fired);
  const hits = outcomes.filter(outcome => outcome.hit).length;
  const found = fired.filter(outcome => outcome.hit);
  return {
    precision: found.length / fired.length,
    recall: found.length / hits,
    recallHalf: found.filter(outcome => outcome.early).length / hits,
    lead: median(found.map(outcome => outcome.lead)),
    share: median(found.map(outcome => outcome.share)),
  };
}

/**
 * 95 % intervals of the metrics by drawing performances with replacement. Each round holds an outcome of every performance,
 * in the same order; a drawn performance brings its outcome of every round.
 */
export function intervalsOf(rounds: readonly Outcome[][], seed: number, draws = 400): Record<keyof Metrics, [number, number]> {
  const random = randomOf(seed);
  const count = rounds[0]?.length ?? 0;
  const drawn = Array.from({ length: draws }, () => {
    const picked = Array.from({ length: count }, () => Math.floor(random() * count));
    return metricsOf(rounds.flatMap(round => picked.map(i => round[i] as Outcome)));
  });
  const interval = (metric: keyof Metrics): [number, number] => {
    const sorted = drawn
      .map(each => each[metric])
      .filter(Number.isFinite)
      .sort((a, b) => a - b);
    return [sorted[Math.floor(sorted.length * 0.025)] ?? Number.NaN, sorted[Math.floor(sorted.length * 0.975)] ?? Number.NaN];
  };
  return Object.fromEntries(METRICS.map(metric => [metric, interval(metric)])) as Record<keyof Metrics, [number, number]>;
}

function median(numbers: number[]): number {
  const sorted = numbers.sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
