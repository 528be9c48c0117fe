import { ascending } from '../kernel/ascending.ts';
import { type EngagementEvent, SIGNALS } from './schema.ts';

/** Where an event stands in the canonical order of its cast: event time, deletions last, then person, signal and reply as the natural key. */
export type Place = readonly [at: number, deleted: 0 | 1, fid: string, signal: number, reply: string];

type Placed = Pick<EngagementEvent, 'at' | 'action' | 'fid' | 'signal' | 'replyHash'>;

/** The place of an event; equal for two events only when one is a replay of the other. */
export function placeOf({ at, action, fid, signal, replyHash }: Placed): Place {
  return [at, action === 'deleted' ? 1 : 0, String(fid), SIGNALS.indexOf(signal), replyHash ?? ''];
}

/** Total over the distinct events of one cast. */
export function comparePlaces(a: Place, b: Place): number {
  return a[0] - b[0] || a[1] - b[1] || ascending(a[2], b[2]) || a[3] - b[3] || ascending(a[4], b[4]);
}

/** Below 0 when an event comes before a place, 0 when it is the one there. */
export function compareToPlace(event: Placed, place: Place): number {
  return event.at - place[0] || comparePlaces(placeOf(event), place);
}

/** Orders events canonically. */
export function inOrder(a: Placed, b: Placed): number {
  return a.at - b.at || comparePlaces(placeOf(a), placeOf(b));
}

/** Which of a person's things on a cast an event is about: they have one like and one recast, but any number of replies. */
export function slotOf({ signal, replyHash }: Pick<EngagementEvent, 'signal' | 'replyHash'>): string {
  return replyHash === undefined ? signal : `${signal}:${replyHash}`;
}

/** The natural key of an event: receiving it again is a replay. */
export function keyOf(event: Omit<EngagementEvent, 'score'>): string {
  return `${event.castHash}:${event.action}:${slotOf(event)}:${event.fid}:${event.at}`;
}
