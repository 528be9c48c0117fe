import type { EngagementEvent, KnownEvent, PersonFacts } from '../../../../shared/engagement/schema.ts';
import type { Database, Transaction } from '../adapters/database.ts';
import { arrayOf } from '../adapters/database-array.ts';
import { type PackedEvent, unpackEvent } from './engagement-events.ts';

const DAY_MS = 86_400_000;

/** What is known of a person, whatever they do. */
export type Facts = { score: number | null; followers: number | null; registeredAt: number | null; circle: number };

/** What is known of one person on one cast before a batch. */
export type KnownPerson = {
  events: KnownEvent[];
  /** What they weigh where that does not follow from their facts. */
  given: number | undefined;
  facts: Facts;
  /** Of when the latest is that was said of them, unix ms; null when nothing was. */
  seenAt: number | null;
};

const STRANGER: Facts = { score: null, followers: null, registeredAt: null, circle: 0 };

/** Per cast, per person. */
export type Known = Map<string, Map<number, KnownPerson>>;

type Row = {
  pair: number;
  given: number | null;
  score: number | null;
  followers: string | null;
  registered_at: Date | null;
  circle: number | null;
  seen_at: Date | null;
  events: PackedEvent[] | null;
};

/** Reads all that the people of these events did on the casts of these events, and what is known of them. */
export async function readKnown(tx: Transaction, events: readonly EngagementEvent[]): Promise<Known> {
  const known: Known = new Map();
  const pairs: KnownPerson[] = [];
  const [hashes, fids]: [string[], number[]] = [[], []];
  for (const { castHash, fid } of events) {
    const people = known.get(castHash) ?? new Map<number, KnownPerson>();
    known.set(castHash, people);
    if (people.has(fid)) continue;
    const person: KnownPerson = { events: [], given: undefined, facts: STRANGER, seenAt: null };
    people.set(fid, person);
    pairs.push(person);
    hashes.push(castHash);
    fids.push(fid);
  }
  // A subselect an event key: one look into the index per pair, never a pass over all events, whatever the planner knows of the table.
  const rows = await tx<Row[]>`
    select * from (
      select pair.place::integer - 1 as pair, w.weight as given, p.score, p.follower_count as followers, p.registered_at, p.seen_at, c.circle,
        (select json_agg(json_build_array(e.fid, e.reaction_type, e.event_type, e.subject, date_part('epoch', e.event_at), e.score,
            e.follower_count, e.age_days, e.circle))
          from public.engagement_events e where e.cast_hash = pair.cast_hash and e.fid = pair.fid) as events
      from unnest(${arrayOf(hashes)}::text[], ${arrayOf(fids)}::bigint[]) with ordinality as pair (cast_hash, fid, place)
      left join public.farcaster_people p on p.fid = pair.fid
      left join private.circle_people c on c.fid = pair.fid
      left join private.engagement_weights w on w.cast_hash = pair.cast_hash and w.fid = pair.fid) as found
    where given is not null or seen_at is not null or circle is not null or events is not null`;
  for (const row of rows) {
    const person = pairs[row.pair] as KnownPerson;
    person.given = row.given ?? undefined;
    person.seenAt = row.seen_at?.getTime() ?? null;
    person.facts = {
      score: row.score,
      followers: row.followers === null ? null : Number(row.followers),
      registeredAt: row.registered_at?.getTime() ?? null,
      circle: row.circle ?? 0,
    };
    person.events = (row.events ?? []).map(packed => unpackEvent(hashes[row.pair] as string, packed));
  }
  return known;
}

/** All that a person did on a cast, and what they weigh there where that does not follow from their facts. */
export type History = Map<number, Pick<KnownPerson, 'events' | 'given'>>;

/** Reads the people who did something on a cast at `since` (unix ms; null for ever) or later, with all that they did there. */
export async function readSince(db: Database | Transaction, hash: string, since: number | null): Promise<History> {
  const from = since === null ? null : new Date(since);
  const [row] = await db<{ events: PackedEvent[] | null; weights: [fid: number, weight: number][] | null }[]>`
    select
      (select json_agg(json_build_array(e.fid, e.reaction_type, e.event_type, e.subject, date_part('epoch', e.event_at), e.score,
          e.follower_count, e.age_days, e.circle))
        from public.engagement_events e
        where e.cast_hash = ${hash} and (${from}::timestamptz is null or e.fid in (
          select late.fid from public.engagement_events late where late.cast_hash = ${hash} and late.event_at >= ${from}))) as events,
      (select json_agg(json_build_array(w.fid, w.weight)) from private.engagement_weights w where w.cast_hash = ${hash}) as weights`;
  const given = new Map(row?.weights ?? []);
  const history: History = new Map();
  for (const packed of row?.events ?? []) {
    const event = unpackEvent(hash, packed);
    const person = history.get(event.fid);
    if (person) person.events.push(event);
    else history.set(event.fid, { events: [event], given: given.get(event.fid) });
  }
  return history;
}

/** An event with what is known of its person now. What the event itself says of the score holds before what was known. */
export function withFacts<T extends EngagementEvent>(
  event: T,
  { score, followers, registeredAt, circle }: Facts,
): T & PersonFacts {
  const ageDays = registeredAt === null ? null : Math.max(0, Math.round(((event.at - registeredAt) / DAY_MS) * 100) / 100);
  return { ...event, score: event.score ?? score, followers, ageDays, circle };
}
