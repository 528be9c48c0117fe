import { FEATURES, readFeatures } from './features.ts';
import type { Root } from './root.ts';
import { among, type DetectionRule } from './rule.ts';
import { standardise } from './standardise.ts';
import type { DetectionState } from './state.ts';

/** One line of a receipt. The points of all terms add up to the score. */
export type ScoreTerm = { feature: string; value: number | null; points: number };

/** A rule made ready to score millions of states: the numbers of its terms in flat arrays. */
export type Scorer = {
  rule: DetectionRule;
  zoom: number;
  indexes: Int32Array;
  weights: Float64Array;
  means: Float64Array;
  scales: Float64Array;
  /** Where features are read to; overwritten by each score. */
  values: Float64Array;
};

/** @throws TypeError when the rule names a feature that does not exist. */
export function scorerOf(rule: DetectionRule & { zoom?: number }): Scorer {
  const indexes = rule.terms.map(({ feature }) => FEATURES.indexOf(feature));
  if (indexes.includes(-1)) throw new TypeError(`a rule names a feature that does not exist: ${rule.version}`);
  return {
    rule,
    zoom: rule.zoom ?? 1,
    indexes: Int32Array.from(indexes),
    weights: Float64Array.from(rule.terms, term => term.weight),
    means: Float64Array.from(rule.terms, term => term.mean),
    scales: Float64Array.from(rule.terms, term => term.scale),
    values: new Float64Array(FEATURES.length),
  };
}

/** The scorer for one performance: people are weighed as is known of its network. */
export function scorerFor(scorer: Scorer, { ordinary }: Root): Scorer {
  return ordinary === null ? scorer : { ...scorer, rule: among(scorer.rule, ordinary) };
}

/** The score of a state at its own time: intercept + Σ weight · standardised feature. It is no probability. */
export function scoreOf(state: DetectionState, root: Root, scorer: Scorer): number {
  const { indexes, weights, means, scales, values } = scorer;
  readFeatures(state, root, values, scorer.zoom);
  let score = scorer.rule.intercept;
  for (let i = 0; i < indexes.length; i++) {
    const value = values[indexes[i] as number] as number;
    score += (weights[i] as number) * standardise(value, means[i] as number, scales[i] as number);
  }
  return score;
}

/** The same sum line by line, heaviest first, the intercept as a line of its own. */
export function termsOf(state: DetectionState, root: Root, scorer: Scorer): ScoreTerm[] {
  const { rule, values } = scorer;
  readFeatures(state, root, values, scorer.zoom);
  const lines = rule.terms.map(({ feature, weight, mean, scale }, i): ScoreTerm => {
    const value = values[scorer.indexes[i] as number] as number;
    return { feature, value: Number.isNaN(value) ? null : value, points: weight * standardise(value, mean, scale) };
  });
  lines.sort((a, b) => Math.abs(b.points) - Math.abs(a.points));
  return [{ feature: 'intercept', value: null, points: rule.intercept }, ...lines];
}
