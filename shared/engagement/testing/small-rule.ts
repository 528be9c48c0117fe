import { countRule } from '../detection/first-rules.ts';
import type { DetectionRule } from '../detection/rule.ts';

/** A rule that a handful of people can pass. */
export function smallRule(differs: Partial<DetectionRule> = {}): DetectionRule {
  const rule = countRule(12, 'small-1');
  return { ...rule, threshold: 0.3, delaySeconds: 60, trust: { ...rule.trust, minPeople: 2, minCircles: 2 }, ...differs };
}
