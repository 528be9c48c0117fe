import { type CastFold, foldCast } from './fold-cast.ts';
import { emptyState } from './fold-event.ts';
import type { ViralRule } from './rule.ts';
import type { EngagementEvent } from './schema.ts';
import { slotOf } from './slot-of.ts';

/** The natural key of an event: receiving it again is a replay. */
export function keyOf(event: EngagementEvent): string {
  return `${event.castHash}:${event.action}:${slotOf(event)}:${event.fid}:${event.at}`;
}

/**
 * One cast's whole history at once: replays dropped, the rest in the order of event time. What incremental folding must
 * end in whatever the order of arrival, and how a state is made again under another rule.
 */
export function foldHistory(events: readonly EngagementEvent[], rule: ViralRule): CastFold {
  const distinct = new Map<string, EngagementEvent>();
  for (const event of events) if (!distinct.has(keyOf(event))) distinct.set(keyOf(event), event);
  return foldCast({ state: emptyState(rule), people: new Map(), events: [...distinct.values()], rule, mayDecide: true });
}
