import type { Reaction } from './detection/reaction.ts';
import { signalOf, slotOf } from './place.ts';
import type { Counts, EngagementEvent, KnownEvent, Post } from './schema.ts';

/** What a person has in force on a cast, by slot: a like, a recast, any number of replies. */
export type Presence = readonly string[];

export const NOTHING: Presence = [];

/** What is in force after the next event of one person in canonical order; the very same list when that changes nothing. */
export function presenceAfter(before: Presence, event: Pick<EngagementEvent, 'signal' | 'action' | 'replyHash'>): Presence {
  const slot = slotOf(event);
  if (before.includes(slot) === (event.action === 'created')) return before;
  return event.action === 'created' ? [...before, slot] : before.filter(other => other !== slot);
}

/** What a person has in force after all of their events on one cast, in canonical order. */
export function presenceOf(events: readonly EngagementEvent[]): Presence {
  return events.reduce(presenceAfter, NOTHING);
}

/** How many more of each signal one presence has than another. */
export function difference(before: Presence, after: Presence): Counts {
  const more = { like: 0, recast: 0, reply: 0 };
  for (const slot of after) more[signalOf(slot)]++;
  for (const slot of before) more[signalOf(slot)]--;
  return more;
}

/**
 * What an event is to detection, for which a person is there or not, whatever they do: the first thing brings them, the
 * last one taken back takes them away, anything between is nothing (null).
 */
export function reactionOf(event: KnownEvent, before: Presence, post: Pick<Post, 'postedAt'>): Reaction | null {
  const after = presenceAfter(before, event);
  if ((before.length === 0) === (after.length === 0)) return null;
  return {
    // A clock that is behind the post's own is taken for the post's.
    t: Math.max(0, (event.at - post.postedAt) / 1000),
    actor: String(event.fid),
    followers: event.followers,
    kind: after.length === 0 ? -1 : Number(event.signal === 'reply'),
    secondHand: false,
    score: event.score,
    ageDays: event.ageDays,
  };
}
