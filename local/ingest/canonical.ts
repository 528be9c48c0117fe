import type { EngagementEvent, Signal } from '../../shared/engagement/schema.ts';
import type { Happening } from './history.ts';

/** What must be known in the end, whatever the order, the repeats and the restarts. Keys are texts, so that sets can be compared. */
export type Outcome = {
  /** Every distinct event. */
  events: Set<string>;
  /** Likes, recasts and replies in force. */
  inForce: Set<string>;
  /** Of each performance: whether it shows, and its counts. */
  performances: Map<string, string>;
};

const NUMBER: Record<Signal, number> = { like: 1, recast: 2, reply: 3 };

/** The key of a person's like, recast or one reply on a cast: as `engagement_events` keys it. */
function slotKey({ castHash, fid, signal, replyHash = '' }: EngagementEvent): string {
  return `${castHash}:${fid}:${NUMBER[signal]}:${replyHash}`;
}

/**
 * The canonical outcome of a history, found the slow way and by none of the product's code: of each slot the latest word
 * holds, and of two at the same time the deletion.
 */
export function canonicalOutcome(history: readonly Happening[]): Outcome {
  const last = new Map<string, EngagementEvent>();
  const events = new Set<string>();
  const shows = new Map<string, { id: string; status: 'live' | 'hidden' }>();
  for (const happening of history) {
    if (happening.type === 'cast') {
      const hidden = happening.action === 'deleted' || shows.get(happening.hash)?.status === 'hidden';
      shows.set(happening.hash, { id: happening.performanceId, status: hidden ? 'hidden' : 'live' });
      continue;
    }
    const { event } = happening;
    const key = slotKey(event);
    const before = last.get(key);
    events.add(`${key}:${event.action}:${event.at}`);
    if (!before || event.at > before.at || (event.at === before.at && event.action === 'deleted')) last.set(key, event);
  }
  const standing = [...last].filter(([, event]) => event.action === 'created');
  const counts = new Map<string, Record<Signal, number>>();
  for (const [, { castHash, signal }] of standing) {
    const count = counts.get(castHash) ?? { like: 0, recast: 0, reply: 0 };
    count[signal] += 1;
    counts.set(castHash, count);
  }
  const performances = [...shows].map(([hash, { id, status }]) => {
    const { like, recast, reply } = counts.get(hash) ?? { like: 0, recast: 0, reply: 0 };
    return [id, `${status} ${like} ${recast} ${reply}`] as const;
  });
  return { events, inForce: new Set(standing.map(([key]) => key)), performances: new Map(performances) };
}
