import type { UnixMs } from '../kernel/units.ts';
import type { Features } from './features.ts';
import type { ViralRule } from './rule.ts';
import { SIGNALS } from './schema.ts';

const TERM_OF = { like: 'likes', recast: 'recasts', reply: 'replies' } as const;

/** One line of a receipt: `points = events · weight`. */
export type Term = { signal: 'likes' | 'recasts' | 'replies'; events: number; weight: number; points: number };

/** A decision with all that it rests on. The points of `terms` add up to `score`. */
export type Decision = {
  viral: boolean;
  score: number;
  threshold: number;
  terms: Term[];
  people: number;
  peopleNeeded: number;
  leftOut: number;
  /** In words, for people. */
  reasons: string[];
  ruleVersion: string;
  /** Event time. */
  decidedAt: UnixMs;
};

/** Decides by a rule. Pure: the same features and rule give the same decision, today and on replay. */
export function decideViral(features: Features, rule: ViralRule): Decision {
  const { people, leftOut } = features;
  const { threshold, peopleNeeded } = rule;
  const terms = SIGNALS.map((signal): Term => {
    const events = features.weighed[signal];
    const weight = rule.weights[signal];
    return { signal: TERM_OF[signal], events, weight, points: events * weight };
  });
  const score = scoreOf(features, rule);
  const reasons = [`${score} points, ${threshold} needed.`, `${people} different people, ${peopleNeeded} needed.`];
  if (leftOut > 0) reasons.push(`${leftOut} ${leftOut === 1 ? 'account' : 'accounts'} left out for a low trust score.`);
  const viral = score >= threshold && people >= peopleNeeded;
  return {
    viral,
    score,
    threshold,
    terms,
    people,
    peopleNeeded,
    leftOut,
    reasons,
    ruleVersion: rule.version,
    decidedAt: features.at,
  };
}

/** The sum of the terms alone, for the climb. */
export function scoreOf({ weighed }: Pick<Features, 'weighed'>, { weights }: ViralRule): number {
  return SIGNALS.reduce((sum, signal) => sum + weighed[signal] * weights[signal], 0);
}
