import { FEATURES } from '../detection/features.ts';
import type { DetectionRule } from '../detection/rule.ts';
import { standardise } from '../detection/standardise.ts';
import type { Example } from './example.ts';

/** A sum of terms over the features, as a rule has it. */
export type Linear = Pick<DetectionRule, 'intercept' | 'terms'>;

/** One logarithm alone, what a threshold rule scores by; scaled so that no size is clipped. */
export function alone(feature: string): Linear {
  return { intercept: 0, terms: [{ feature, weight: 1, mean: 0, scale: 10 }] };
}

/** The moments of a performance at which a score was higher than ever before. */
export type Climb = { moments: number[]; scores: number[] };

/** Scores each moment of a performance and keeps the new heights: all that any threshold can fire at. */
export function climbOf({ values, times }: Example, { intercept, terms }: Linear): Climb {
  const indexes = terms.map(({ feature }) => FEATURES.indexOf(feature));
  const climb: Climb = { moments: [], scores: [] };
  let highest = Number.NEGATIVE_INFINITY;
  for (let moment = 0; moment < times.length; moment++) {
    let score = intercept;
    for (let i = 0; i < terms.length; i++) {
      const { weight, mean, scale } = terms[i] as Linear['terms'][number];
      score += weight * standardise(values[moment * FEATURES.length + (indexes[i] as number)] as number, mean, scale);
    }
    if (score <= highest) continue;
    highest = score;
    climb.moments.push(moment);
    climb.scores.push(score);
  }
  return climb;
}

/** Highest score of a performance; −∞ when no moment may fire. */
export function heightOf({ scores }: Climb): number {
  return scores.at(-1) ?? Number.NEGATIVE_INFINITY;
}

/** The first moment at which a threshold is reached; null for never. */
export function firingMoment({ moments, scores }: Climb, threshold: number): number | null {
  const index = scores.findIndex(score => score >= threshold);
  return index === -1 ? null : (moments[index] ?? null);
}
