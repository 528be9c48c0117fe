import type { EngagementEvent, KnownEvent } from '../../../../shared/engagement/schema.ts';
import type { Database, Transaction } from '../adapters/database.ts';
import { arrayOf } from '../adapters/database-array.ts';
import { type PackedEvent, unpackEvent } from './engagement-events.ts';

/** All that a person did on a cast, and what they weigh there where that does not follow from their facts. */
export type History = Map<number, { events: KnownEvent[]; given: number | undefined }>;

/** Per cast the people of a batch who did something there before it. */
export type Done = ReadonlyMap<string, History>;

/** Reads all that the people of these events did on the casts of these events. */
export async function readDone(tx: Transaction, events: readonly EngagementEvent[]): Promise<Done> {
  const asked = new Map(events.map(({ castHash, fid }) => [`${castHash}:${fid}`, { castHash, fid }]));
  const pairs = [...asked.values()];
  const rows = await tx<{ cast_hash: string; given: number | null; packed: PackedEvent }[]>`
    select * from private.done_before(${arrayOf(pairs.map(pair => pair.castHash))}, ${arrayOf(pairs.map(pair => pair.fid))})`;
  const done = new Map<string, History>();
  for (const { cast_hash, given, packed } of rows) {
    const history: History = done.get(cast_hash) ?? new Map();
    done.set(cast_hash, history);
    put(history, unpackEvent(cast_hash, packed), given ?? undefined);
  }
  return done;
}

function put(history: History, event: KnownEvent, given: number | undefined): void {
  const person = history.get(event.fid);
  if (person) person.events.push(event);
  else history.set(event.fid, { events: [event], given });
}

/**
 * Reads the people who did something on a cast at `since` (unix ms; null for ever) or later, until `until`, with all that they did there by then; only what was
 * `received` by a moment (as Postgres says it; null for all).
 */
export async function readSince(
  db: Database | Transaction,
  hash: string,
  since: number | null,
  until: number | null = null,
  received: string | null = null,
): Promise<History> {
  const [from, to] = [since, until].map(at => (at === null ? null : new Date(at))) as [Date | null, Date | null];
  const [row] = await db<{ events: PackedEvent[] | null; weights: [fid: number, weight: number][] | null }[]>`
    select
      (select json_agg(json_build_array(e.fid, e.reaction_type, e.event_type, e.subject, date_part('epoch', e.event_at), e.score,
          e.follower_count, e.age_days, e.circle))
        from public.engagement_events e
        where e.cast_hash = ${hash} and (${to}::timestamptz is null or e.event_at <= ${to})
          and (${received}::timestamptz is null or e.received_at <= ${received}) and (${from}::timestamptz is null or e.fid in (
          select late.fid from public.engagement_events late
          where late.cast_hash = ${hash} and late.event_at >= ${from} and (${to}::timestamptz is null or late.event_at <= ${to})
            and (${received}::timestamptz is null or late.received_at <= ${received})))) as events,
      (select json_agg(json_build_array(w.fid, w.weight)) from private.engagement_weights w where w.cast_hash = ${hash}) as weights`;
  const given = new Map(row?.weights ?? []);
  const history: History = new Map();
  for (const packed of row?.events ?? []) {
    const event = unpackEvent(hash, packed);
    put(history, event, given.get(event.fid));
  }
  return history;
}

/** Reads all that was done on a cast later than `since` (unix ms; null for ever) and not later than `until` (null for ever), and `received` by a moment (as Postgres says it). */
export async function readBetween(
  db: Database | Transaction,
  hash: string,
  since: number | null,
  until: number | null,
  received: string,
): Promise<KnownEvent[]> {
  const [row] = await db<{ events: PackedEvent[] | null }[]>`
    select json_agg(json_build_array(e.fid, e.reaction_type, e.event_type, e.subject, date_part('epoch', e.event_at), e.score,
      e.follower_count, e.age_days, e.circle)) as events
    from public.engagement_events e
    where e.cast_hash = ${hash} and e.event_at > ${since === null ? '-infinity' : new Date(since)}::timestamptz
      and e.event_at <= ${until === null ? 'infinity' : new Date(until)}::timestamptz and e.received_at <= ${received}::timestamptz`;
  return (row?.events ?? []).map(packed => unpackEvent(hash, packed));
}

/**
 * Event time up to which the next `part` events after `since` reach, and those of the same time as the last of them; null when no more than these are left. Later than
 * `since`, so that each part gets on. Of what was `received` by a moment alone, where one is given.
 */
export async function endOfPart(
  db: Database | Transaction,
  hash: string,
  since: number | null,
  part: number,
  received: string | null = null,
): Promise<number | null> {
  const [row] = await db<{ event_at: Date }[]>`
    select event_at from public.engagement_events
    where cast_hash = ${hash} and event_at > ${since === null ? '-infinity' : new Date(since)}::timestamptz
      and (${received}::timestamptz is null or received_at <= ${received}) order by event_at offset ${part} limit 1`;
  return row?.event_at.getTime() ?? null;
}
