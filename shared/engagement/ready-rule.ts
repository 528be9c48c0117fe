import { crowdOf } from './detection/gates.ts';
import { type Root, UNKNOWN_ROOT } from './detection/root.ts';
import type { DetectionRule } from './detection/rule.ts';
import { type Scorer, scoreOf, scorerFor, scorerOf } from './detection/score.ts';
import { type DetectionState, emptyState } from './detection/state.ts';
import { rootOf } from './root-of.ts';
import type { Post } from './schema.ts';

/** Points at the viral line, whatever the rule. */
export const LINE = 100;

/** A rule made ready to use, with the scale of its points: 0 is a take that nobody knows, 100 the rule's threshold. */
export type ReadyRule = { scorer: Scorer; base: number; perPoint: number };

/**
 * A fitted sum means little where no history was: of a take without people it may say anything, and only the gates hold it back. The
 * scale then begins one below the threshold.
 */
export function readyRule(rule: DetectionRule): ReadyRule {
  const scorer = scorerOf(rule);
  const empty = scoreOf(emptyState(), UNKNOWN_ROOT, scorer);
  const base = empty < rule.threshold ? empty : rule.threshold - 1;
  return { scorer, base, perPoint: (rule.threshold - base) / LINE };
}

/** The rule as it weighs people under one post. */
export function readyFor(rule: ReadyRule, post: Post): ReadyRule {
  return { ...rule, scorer: scorerFor(rule.scorer, rootOf(post)) };
}

/** A state's score in points: with a part of the people that the rule asks for, that part of the line at most. */
export function pointsOf(state: DetectionState, root: Root, { scorer, base, perPoint }: ReadyRule): number {
  const points = Math.max(0, (scoreOf(state, root, scorer) - base) / perPoint);
  const crowd = crowdOf(state, scorer.rule.trust) / scorer.rule.trust.minPeople;
  return crowd < 1 ? Math.min(points, LINE * Math.max(0, crowd)) : points;
}
