import type { ReceivedEvent } from '../../../../shared/engagement/ports.ts';
import type { EngagementEvent, KnownEvent, Signal } from '../../../../shared/engagement/schema.ts';
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
  follower_count: string | null;
  age_days: number | null;
  circle: number;
};

const TYPE_OF: Record<Signal, number> = { like: 1, recast: 2, reply: 3 };
const SIGNAL_OF: Record<number, Signal> = { 1: 'like', 2: 'recast', 3: 'reply' };

function eventTypeOf({ signal, action }: EngagementEvent): string {
  return `${signal === 'reply' ? 'reply' : 'reaction'}.${action}`;
}

/** @throws RangeError for a row whose number is no signal. */
export function toEvent(row: EventRow): KnownEvent {
  const signal = SIGNAL_OF[row.reaction_type];
  if (!signal) throw new RangeError(`no reaction type: ${row.reaction_type}`);
  return {
    action: row.event_type.endsWith('.created') ? 'created' : 'deleted',
    signal,
    fid: Number(row.fid),
    castHash: row.cast_hash,
    ...(row.subject !== '' && { replyHash: row.subject }),
    at: unixMs(row.event_at.getTime()),
    score: row.score,
    followers: row.follower_count === null ? null : Number(row.follower_count),
    ageDays: row.age_days,
    circle: row.circle,
  };
}

/** Appends events that are not there yet, under the lock of their casts. */
export async function appendEvents(tx: Transaction, events: readonly (KnownEvent & Pick<ReceivedEvent, 'via'>)[]): Promise<void> {
  await tx`
    insert into public.engagement_events (event_type, reaction_type, fid, cast_hash, subject, event_at, score, follower_count, age_days, circle,
      source)
    select * from unnest(
      ${arrayOf(events.map(eventTypeOf))}::text[],
      ${arrayOf(events.map(event => TYPE_OF[event.signal]))}::smallint[],
      ${arrayOf(events.map(event => event.fid))}::bigint[],
      ${arrayOf(events.map(event => event.castHash))}::text[],
      ${arrayOf(events.map(event => event.replyHash ?? ''))}::text[],
      ${arrayOf(events.map(event => new Date(event.at)))}::timestamptz[],
      ${arrayOf(events.map(event => event.score))}::double precision[],
      ${arrayOf(events.map(event => event.followers))}::bigint[],
      ${arrayOf(events.map(event => event.ageDays))}::double precision[],
      ${arrayOf(events.map(event => event.circle))}::integer[],
      ${arrayOf(events.map(event => event.via ?? 'webhook'))}::text[])`;
}
