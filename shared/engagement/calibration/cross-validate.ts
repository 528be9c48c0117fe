import { chooseThreshold } from './choose-threshold.ts';
import type { Example } from './example.ts';
import { type Climb, climbOf, type Linear } from './linear.ts';
import { intervalsOf, type Metrics, metricsOf, type Outcome, outcomeOf } from './metrics.ts';
import { randomOf, shuffled } from './random.ts';

const FOLDS = 5;
const SEEDS = 3;

export type Fit = (examples: readonly Example[]) => Linear;

/** How a way of fitting does on performances that it did not see. */
export type Trial = { metrics: Metrics; intervals: Record<keyof Metrics, [number, number]> };

/** How often a way of fitting is fitted for its out-of-fold climbs. */
export const FITS = FOLDS * SEEDS;

/**
 * The fit of that number: writes into `climbs` (a set for each of 3 seeds) how the performances of one fold climb by a fit on the others.
 * In slices, so that it can be done a little at a time.
 */
export function fitFold(examples: readonly Example[], make: Fit, seed: number, number: number, climbs: Climb[][]): void {
  const [round, fold] = [Math.floor(number / FOLDS), number % FOLDS];
  const order = shuffled([...examples.keys()], randomOf(seed * SEEDS + round + 1));
  const linear = make(order.filter((_, i) => i % FOLDS !== fold).map(i => examples[i] as Example));
  climbs[round] ??= [];
  const set = climbs[round];
  for (const i of order.filter((_, place) => place % FOLDS === fold)) set[i] = climbOf(examples[i] as Example, linear);
}

/** One set of out-of-fold climbs for each of 3 seeds. */
export function outOfFolds(examples: readonly Example[], make: Fit, seed: number): Climb[][] {
  const climbs: Climb[][] = [];
  for (let number = 0; number < FITS; number++) fitFold(examples, make, seed, number, climbs);
  return climbs;
}

/**
 * Judges out-of-fold climbs with thresholds from elsewhere: each half of the performances by the threshold that the other
 * half chose. Outcomes of all seeds are pooled.
 */
export function tryOut(
  examples: readonly Example[],
  folds: readonly Climb[][],
  options: { target: number; precision: number; seed: number },
): Trial {
  const rounds = folds.map((climbs, round) => judge(examples, climbs, { ...options, seed: options.seed + round }));
  return { metrics: metricsOf(rounds.flat()), intervals: intervalsOf(rounds, options.seed) };
}

function judge(
  examples: readonly Example[],
  climbs: readonly Climb[],
  { target, precision, seed }: { target: number; precision: number; seed: number },
): Outcome[] {
  const order = shuffled([...examples.keys()], randomOf(seed + 1_000));
  const halves = [order.slice(0, order.length >> 1), order.slice(order.length >> 1)] as const;
  const outcomes: Outcome[] = [];
  for (const [side, half] of halves.entries()) {
    const other = halves[1 - side] ?? [];
    const climbsThere = other.map(i => climbs[i] as Climb);
    const hitsThere = other.map(i => (examples[i] as Example).hit);
    const threshold = chooseThreshold(climbsThere, hitsThere, precision, seed) ?? Number.POSITIVE_INFINITY;
    for (const i of half) outcomes[i] = outcomeOf(examples[i] as Example, climbs[i] as Climb, threshold, target);
  }
  return outcomes;
}
