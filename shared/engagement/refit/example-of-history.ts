import { type Example, exampleOf, looksAutomated } from '../calibration/example.ts';
import { ordinaryWorthOf } from '../calibration/ordinary-worth.ts';
import type { Reaction } from '../detection/reaction.ts';
import type { DetectionRule } from '../detection/rule.ts';
import { receiptEvents, toReaction } from '../judge.ts';
import { rootOf } from '../root-of.ts';
import type { History } from './ports.ts';
import { thinExample } from './thin-example.ts';

/** What a performance of our own teaches: as a rule would have seen it, with the circles that people were known for when they came. */
export function exampleOfHistory(
  { post, events }: History,
  rule: DetectionRule,
): { worth: number | null; example: Example | null } {
  const circles = new Map(events.map(({ fid, circle }) => [fid, circle]));
  const circleOf = (actor: string) => circles.get(Number(actor)) ?? 0;
  const reactions: Reaction[] = receiptEvents(events, post, fid => circles.get(fid) ?? 0).map(event => toReaction(event, post));
  const worth = ordinaryWorthOf([reactions], rule.trust);
  if (looksAutomated(reactions)) return { worth, example: null };
  return { worth, example: thinExample(exampleOf(reactions, rootOf(post), rule, circleOf)) };
}
