import { z } from 'zod';
import { FEATURES } from './features.ts';
import { trustSchema } from './trust.ts';

const finite = z.number();

/** One line of the sum: weight · clip((feature − mean) / scale, ±6). */
const termSchema = z.strictObject({
  feature: z.string().refine(name => FEATURES.includes(name), 'no such feature'),
  weight: finite,
  mean: finite,
  scale: finite.positive(),
});

/**
 * A rule as data. Every kind is the same sum of terms against a threshold; the kind says how it was made: `count` without
 * history, `decay` as one threshold on one feature, `fitted` by logistic regression.
 */
export const detectionRuleSchema = z.strictObject({
  version: z.string().min(1),
  kind: z.enum(['count', 'decay', 'fitted']),
  /** Reactions that make a hit, within seven days. */
  target: z.int().min(2),
  intercept: finite,
  terms: z.array(termSchema).min(1),
  threshold: finite,
  /** Seconds after the post in which it may fire. */
  maxAgeSeconds: z.int().positive(),
  /** Seconds between firing and confirmation. */
  delaySeconds: z.int().min(0),
  trust: trustSchema,
  /** On what it was made; null for a rule written by hand. */
  fittedOn: z
    .strictObject({ cascades: z.int(), positives: z.int(), precision: finite, leftOut: z.int(), seed: z.int() })
    .nullable(),
});
export type DetectionRule = z.infer<typeof detectionRuleSchema>;

/** People who must be behind a hit before it is believed: an eighth of the target, and more than a small order of bought ones. */
export function peopleFloor(target: number): number {
  return Math.max(Math.ceil(target / 8), Math.min(13, Math.ceil((target * 3) / 8)));
}

/** The rule as it weighs people where ordinary ones are known to be worth `ordinary`; null leaves its own number. */
export function among<T extends DetectionRule>(rule: T, ordinary: number | null): T {
  return ordinary === null ? rule : { ...rule, trust: { ...rule.trust, ordinaryWorth: ordinary } };
}

/** The same rule for another target size, by similarity of shape: masses are read as multiples of the target. */
export function retarget(rule: DetectionRule, target: number): DetectionRule & { zoom: number } {
  const people = peopleFloor(target);
  const trust =
    target === rule.target
      ? rule.trust
      : { ...rule.trust, minPeople: people, minCircles: Math.min(rule.trust.minCircles, people) };
  return { ...rule, target, trust, zoom: rule.target / target };
}
