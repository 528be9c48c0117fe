import { keyOf } from '../../../../shared/engagement/fold-history.ts';
import type { ReceivedEvent } from '../../../../shared/engagement/ports.ts';
import type { EngagementEvent, Signal } from '../../../../shared/engagement/schema.ts';
import { unixMs } from '../../../../shared/kernel/units.ts';
import type { Transaction } from '../adapters/database.ts';
import { arrayOf } from '../adapters/database-array.ts';

export type EventRow = {
  cast_hash: string;
  event_type: string;
  reaction_type: number;
  fid: string;
  subject: string;
  event_at: Date;
  score: number | null;
};

const TYPE_OF: Record<Signal, number> = { like: 1, recast: 2, reply: 3 };
const SIGNAL_OF: Record<number, Signal> = { 1: 'like', 2: 'recast', 3: 'reply' };

/** The stored number of a signal: 1 like, 2 recast (Farcaster's own), 3 reply. */
export function reactionTypeOf(signal: Signal): number {
  return TYPE_OF[signal];
}

/** @throws RangeError for a number that is no signal. */
export function signalOf(reactionType: number): Signal {
  const signal = SIGNAL_OF[reactionType];
  if (!signal) throw new RangeError(`no reaction type: ${reactionType}`);
  return signal;
}

function eventTypeOf({ signal, action }: EngagementEvent): string {
  return `${signal === 'reply' ? 'reply' : 'reaction'}.${action}`;
}

/** What an event is about beside the cast: the reply's own hash. A like and a recast have nothing of the kind. */
export function subjectOf({ replyHash }: Pick<EngagementEvent, 'replyHash'>): string {
  return replyHash ?? '';
}

/** The reverse of `subjectOf`. */
export function replyOf(subject: string): Pick<EngagementEvent, 'replyHash'> {
  return subject === '' ? {} : { replyHash: subject };
}

export function toEvent(row: EventRow): EngagementEvent {
  return {
    action: row.event_type.endsWith('.created') ? 'created' : 'deleted',
    signal: signalOf(row.reaction_type),
    fid: Number(row.fid),
    castHash: row.cast_hash,
    ...replyOf(row.subject),
    at: unixMs(row.event_at.getTime()),
    score: row.score,
  };
}

/** Appends events; what was said before, here or in this very list, stays as it is. @returns those that are new */
export async function appendEvents<T extends ReceivedEvent>(tx: Transaction, events: readonly T[]): Promise<T[]> {
  const rows = await tx<EventRow[]>`
    insert into public.engagement_events (event_type, reaction_type, fid, cast_hash, subject, event_at, score, source)
    select event_type, reaction_type, fid, cast_hash, subject, event_at, score, source from unnest(
      ${arrayOf(events.map(eventTypeOf))}::text[],
      ${arrayOf(events.map(event => TYPE_OF[event.signal]))}::smallint[],
      ${arrayOf(events.map(event => event.fid))}::bigint[],
      ${arrayOf(events.map(event => event.castHash))}::text[],
      ${arrayOf(events.map(subjectOf))}::text[],
      ${arrayOf(events.map(event => new Date(event.at)))}::timestamptz[],
      ${arrayOf(events.map(event => event.score))}::real[],
      ${arrayOf(events.map(event => event.via ?? 'webhook'))}::text[])
      as said (event_type, reaction_type, fid, cast_hash, subject, event_at, score, source)
    on conflict do nothing
    returning cast_hash, event_type, reaction_type, fid, subject, event_at, score`;
  const added = new Set(rows.map(row => keyOf(toEvent(row))));
  // Of the same event twice in the list, the first is the new one.
  return events.filter(event => added.delete(keyOf(event)));
}
