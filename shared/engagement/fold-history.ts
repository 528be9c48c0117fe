import { type Folded, foldEvents, nothingRead } from './fold-events.ts';
import { inOrder, keyOf } from './place.ts';
import type { ReadyRule } from './ready-rule.ts';
import type { EngagementEvent, KnownEvent, Post } from './schema.ts';

/** Deliveries as the one list that they stand for: copies dropped, in canonical order. */
export function canonicalEvents<T extends EngagementEvent>(deliveries: readonly T[]): T[] {
  const distinct = new Map<string, T>();
  for (const event of deliveries) if (!distinct.has(keyOf(event))) distinct.set(keyOf(event), event);
  return [...distinct.values()].sort(inOrder);
}

/**
 * One cast's whole history at once. What live folding must end in whatever the order of arrival, and how a state is made
 * again under another rule.
 */
export function foldHistory(events: readonly KnownEvent[], post: Post, rule: ReadyRule): Folded {
  return foldEvents(nothingRead(rule), [], new Map(), canonicalEvents(events), post, rule);
}
