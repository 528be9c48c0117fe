import { type Root, UNKNOWN_ROOT } from './detection/root.ts';
import type { DetectionRule } from './detection/rule.ts';
import { type Scorer, scoreOf, scorerOf } from './detection/score.ts';
import { type DetectionState, emptyState } from './detection/state.ts';

/** Points at the viral line, whatever the rule. */
export const LINE = 100;

/** A rule made ready to use, with the scale of its points: 0 is a take that nobody knows, 100 the rule's threshold. */
export type ReadyRule = { scorer: Scorer; base: number; perPoint: number };

/** @throws RangeError for a rule that a take without people would pass. */
export function readyRule(rule: DetectionRule): ReadyRule {
  const scorer = scorerOf(rule);
  const base = scoreOf(emptyState(), UNKNOWN_ROOT, scorer);
  if (!(base < rule.threshold)) throw new RangeError(`the rule ${rule.version} says viral of nothing`);
  return { scorer, base, perPoint: (rule.threshold - base) / LINE };
}

/** A state's score in points. */
export function pointsOf(state: DetectionState, root: Root, { scorer, base, perPoint }: ReadyRule): number {
  return Math.max(0, (scoreOf(state, root, scorer) - base) / perPoint);
}
