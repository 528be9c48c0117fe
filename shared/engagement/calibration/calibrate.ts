import { countRule, firstTrust } from '../detection/first-rules.ts';
import type { DetectionRule } from '../detection/rule.ts';
import type { Trust } from '../detection/trust.ts';
import { chooseThreshold, meanOf, thresholdOf } from './choose-threshold.ts';
import { type Fit, outOfFolds, type Trial, tryOut } from './cross-validate.ts';
import type { Example } from './example.ts';
import { FOUR_NUMBERS, fitAverage, fitLinear, LOG_LINEAR } from './fit-linear.ts';
import { alone, type Climb, climbOf, heightOf, type Linear } from './linear.ts';

/** Hits from which one threshold can be chosen, and from which a regression can. */
const DECAY_FROM = 10;
const FITTED_FROM = 40;

export type CalibrationOptions = {
  target: number;
  /** Share of firings that should become hits. */
  precision: number;
  version: string;
  /** Performances that were not used because they look automated. */
  leftOut: number;
  seed: number;
  /** How the people of the examples were weighed. */
  trust?: Trust;
  /** Out-of-fold climbs of the fitted rule when they are there already: then it is tried beside thresholds alone. */
  fittedFolds?: Climb[][];
};

/** The rule, and how it and its baselines did; no trials where there were too few hits for more than a count rule. */
export type Calibration = { rule: DetectionRule; trials: { name: string; trial: Trial }[] };

type Candidate = { kind: DetectionRule['kind']; name: string; make: Fit };

/**
 * Makes the rule that the history allows: a count rule below 10 hits, one threshold on a count or a 6.75-hour decay below
 * 40, the fitted rule from there on. Tries it and its baselines on performances that they did not see.
 * @throws RangeError when no threshold keeps the precision.
 */
export function calibrate(examples: readonly Example[], options: CalibrationOptions): Calibration {
  const { target, precision, version, seed } = options;
  const positives = examples.filter(example => example.hit).length;
  const fittedOn = { cascades: examples.length, positives, precision, leftOut: options.leftOut, seed };
  const trust = options.trust ?? firstTrust(target);
  if (positives < DECAY_FROM) return { rule: { ...countRule(target, version), trust, fittedOn }, trials: [] };
  const tried = candidatesFor(target, seed, positives, options.fittedFolds === undefined).map(candidate => {
    const ready = candidate.kind === 'fitted' ? options.fittedFolds : undefined;
    const folds = ready ?? outOfFolds(examples, candidate.make, seed);
    return { ...candidate, folds, trial: tryOut(examples, folds, { target, precision, seed }) };
  });
  // The fitted rule comes first where there is one; when it cannot keep the precision, what finds most of the hits does.
  const preferred = bearsFit(positives) ? tried.slice(0, 1) : [];
  for (const each of [...preferred, ...byWorth(tried)]) {
    const fires = firesOutOfFold(each.folds, examples, precision, seed);
    if (fires === null) continue;
    const linear = each.make(examples);
    const threshold = thresholdOf(
      examples.map(example => climbOf(example, linear)),
      fires,
    );
    const rule = ruleOf(each.kind, linear, { target, threshold, version, trust, fittedOn });
    return { rule, trials: tried.map(({ name, trial }) => ({ name, trial })) };
  }
  throw new RangeError(`no threshold keeps a precision of ${precision}: ask for less or bring more history`);
}

/** Whether so many hits bear a fitted rule. */
export function bearsFit(hits: number): boolean {
  return hits >= FITTED_FROM;
}

/** The fitted rule's own way of fitting. */
export function fittedBy(target: number, seed: number): Fit {
  return examples => fitAverage(examples, target, seed);
}

function candidatesFor(target: number, seed: number, positives: number, withBaselines: boolean): Candidate[] {
  const thresholds: Candidate[] = [
    { kind: 'count', name: 'count', make: () => alone('N') },
    { kind: 'decay', name: 'decay 2.25 h', make: () => alone('s3') },
    { kind: 'decay', name: 'decay 6.75 h', make: () => alone('s4') },
  ];
  if (!bearsFit(positives)) return thresholds;
  const fitted: Candidate = { kind: 'fitted', name: 'fitted', make: fittedBy(target, seed) };
  if (!withBaselines) return [fitted, ...thresholds];
  return [
    fitted,
    { kind: 'fitted', name: 'four numbers', make: examples => fitLinear(examples, FOUR_NUMBERS, target, seed) },
    { kind: 'fitted', name: 'log-linear', make: examples => fitLinear(examples, LOG_LINEAR, target, seed, { steady: false }) },
    ...thresholds,
  ];
}

/** What finds more hits, and more of them early, comes first. */
function byWorth<T extends { trial: Trial }>(tried: readonly T[]): T[] {
  const worth = ({ trial: { metrics } }: T) => (metrics.recall || 0) + (metrics.recallHalf || 0);
  return tried.toSorted((a, b) => worth(b) - worth(a));
}

/** How many performances fire out of fold at the precision, the mean over the seeds; null when no threshold keeps it. */
function firesOutOfFold(folds: readonly Climb[][], examples: readonly Example[], precision: number, seed: number): number | null {
  const hits = examples.map(example => example.hit);
  return meanOf(
    folds.flatMap(climbs => {
      const threshold = chooseThreshold(climbs, hits, precision, seed);
      return threshold === null ? [] : climbs.filter(climb => heightOf(climb) >= threshold).length;
    }),
  );
}

function ruleOf(
  kind: DetectionRule['kind'],
  { intercept, terms }: Linear,
  rest: { target: number; threshold: number; version: string; trust: Trust; fittedOn: DetectionRule['fittedOn'] },
): DetectionRule {
  return { kind, intercept, terms, maxAgeSeconds: 86_400, delaySeconds: 600, ...rest };
}
