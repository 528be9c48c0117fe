import { FEATURES } from '../detection/features.ts';
import type { Example } from './example.ts';
import { fitLogistic } from './fit-logistic.ts';
import type { Linear } from './linear.ts';
import { sampleRows } from './sample-rows.ts';

/** Ridge per row of weight: measured flat between half and double. */
const RIDGE = 2e-4;

/** Size, age, a 45-minute and a 6.75-hour decay, and their products: the smallest good method. */
export const FOUR_NUMBERS = ['N', 'a', 's2', 's4', 'N·a', 'a·a', 'a·s2', 'a·s4', 'N·N', 'N·s2', 'N·s4'];

/** Every scale with all products, followers and words. */
export const ALL_SCALES = FEATURES.filter(feature => feature !== 'mass' && feature !== 'recent');

/** The logarithms without products: a baseline. */
export const LOG_LINEAR = ALL_SCALES.filter(feature => !feature.includes('·'));

/**
 * Ridge logistic regression of "becomes a hit" on some features; `steady` under a bought dozen, where that can be asked: measured on performances that the
 * fit did not see it also finds more hits.
 */
export function fitLinear(
  examples: readonly Example[],
  features: readonly string[],
  target: number,
  seed: number,
  { steady = true }: { steady?: boolean } = {},
): Linear {
  const sampled = sampleRows(examples, features, target, seed);
  const rows = steady ? sampled : { ...sampled, moves: null };
  const total = rows.weights.reduce((sum, weight) => sum + weight, 0);
  const { intercept, weights, means, scales } = fitLogistic(rows, RIDGE * total);
  const terms = features.map((feature, i) => ({
    feature,
    weight: weights[i] ?? 0,
    mean: means[i] ?? 0,
    scale: scales[i] ?? 1,
  }));
  return { intercept, terms };
}

/**
 * The fitted rule: the average of the regression on four numbers, which is steady, and the one on all scales, which is
 * early. Both standardise the same rows alike, so the average is one sum of terms again.
 */
export function fitAverage(examples: readonly Example[], target: number, seed: number): Linear {
  const four = fitLinear(examples, FOUR_NUMBERS, target, seed);
  const all = fitLinear(examples, ALL_SCALES, target, seed);
  const steady = new Map(four.terms.map(term => [term.feature, term.weight]));
  return {
    intercept: (four.intercept + all.intercept) / 2,
    terms: all.terms
      .map(term => ({ ...term, weight: (term.weight + (steady.get(term.feature) ?? 0)) / 2 }))
      .filter(({ weight }) => weight !== 0),
  };
}
