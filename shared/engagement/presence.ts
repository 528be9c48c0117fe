import type { Reaction } from './detection/reaction.ts';
import { slotOf } from './place.ts';
import type { EngagementEvent, KnownEvent, Post } from './schema.ts';

/**
 * What a person has in force on a cast, by slot: a like, a recast, any number of replies. It is changed by what they do, never
 * copied: one person may send tens of thousands of replies.
 */
export type Presence = Set<string>;

/** What a person has in force after all of their events on one cast, in canonical order. */
export function presenceOf(events: readonly EngagementEvent[]): Presence {
  const presence: Presence = new Set();
  for (const event of events) enter(presence, event);
  return presence;
}

function enter(presence: Presence, event: EngagementEvent): void {
  if (event.action === 'created') presence.add(slotOf(event));
  else presence.delete(slotOf(event));
}

/**
 * Enters the next event of one person, in canonical order, into what they have in force, and tells what it is to detection. To
 * detection a person is there or not, whatever they do. Their first reaction brings them; the last one taken back takes them
 * away; anything between is nothing (null).
 */
export function enterReaction(presence: Presence, event: KnownEvent, post: Pick<Post, 'postedAt'>): Reaction | null {
  const wasThere = presence.size > 0;
  enter(presence, event);
  const isThere = presence.size > 0;
  if (wasThere === isThere) return null;
  return {
    // A clock that is behind the post's own is taken for the post's.
    t: Math.max(0, (event.at - post.postedAt) / 1000),
    actor: String(event.fid),
    followers: event.followers,
    kind: isThere ? Number(event.signal === 'reply') : -1,
    secondHand: false,
    score: event.score,
    ageDays: event.ageDays,
  };
}
