import type { EngagementEvent, KnownEvent, PersonFacts } from '../../../../shared/engagement/schema.ts';
import type { Transaction } from '../adapters/database.ts';
import { arrayOf } from '../adapters/database-array.ts';
import { type EventRow, toEvent } from './engagement-events.ts';

const DAY_MS = 86_400_000;

/** What is known of one person on one cast before a batch. */
export type KnownPerson = {
  events: KnownEvent[];
  /** What they weigh where that does not follow from their facts. */
  given: number | undefined;
  facts: { score: number | null; followers: number | null; registeredAt: number | null; circle: number };
};

/** Per cast, per person. */
export type Known = Map<string, Map<number, KnownPerson>>;

type PersonRow = {
  known_hash: string;
  known_fid: string;
  given: number | null;
  known_score: number | null;
  followers: string | null;
  registered_at: Date | null;
  known_circle: number | null;
};
/** Of an event that is not there, all fields are null. */
type Row = PersonRow & (EventRow | Record<keyof EventRow, null>);

/** Reads all that the people of these events did on the casts of these events, and what is known of them. */
export async function readKnown(tx: Transaction, events: readonly EngagementEvent[]): Promise<Known> {
  const pairs = [...new Map(events.map(event => [`${event.castHash}:${event.fid}`, event])).values()];
  const rows = await tx<Row[]>`
    select pair.cast_hash as known_hash, pair.fid as known_fid, w.weight as given, p.score as known_score, p.follower_count as followers,
      p.registered_at, c.circle as known_circle,
      e.cast_hash, e.event_type, e.reaction_type, e.fid, e.subject, e.event_at, e.score, e.follower_count, e.age_days, e.circle
    from unnest(
      ${arrayOf(pairs.map(event => event.castHash))}::text[],
      ${arrayOf(pairs.map(event => event.fid))}::bigint[]) as pair (cast_hash, fid)
    left join public.farcaster_people p on p.fid = pair.fid
    left join private.circle_people c on c.fid = pair.fid
    left join private.engagement_weights w on w.cast_hash = pair.cast_hash and w.fid = pair.fid
    -- "offset 0": one look into the key per pair, never a pass over all events, whatever the planner knows of the table.
    left join lateral (
      select * from public.engagement_events e where e.cast_hash = pair.cast_hash and e.fid = pair.fid offset 0) e on true`;
  return group(rows);
}

/** Reads the people who did something on a cast at `since` (unix ms) or later, with all that they did there. */
export async function readSince(tx: Transaction, casts: readonly { hash: string; since: number | null }[]): Promise<Known> {
  const rows = await tx<Row[]>`
    with late as (
      select distinct e.cast_hash, e.fid
      from unnest(
        ${arrayOf(casts.map(cast => cast.hash))}::text[],
        ${arrayOf(casts.map(cast => (cast.since === null ? null : new Date(cast.since))))}::timestamptz[]) as wanted (cast_hash, since)
      join public.engagement_events e on e.cast_hash = wanted.cast_hash and e.event_at >= coalesce(wanted.since, '-infinity'))
    select late.cast_hash as known_hash, late.fid as known_fid, w.weight as given, null as known_score, null as followers,
      null as registered_at, null as known_circle,
      e.cast_hash, e.event_type, e.reaction_type, e.fid, e.subject, e.event_at, e.score, e.follower_count, e.age_days, e.circle
    from late
    join public.engagement_events e on e.cast_hash = late.cast_hash and e.fid = late.fid
    left join private.engagement_weights w on w.cast_hash = late.cast_hash and w.fid = late.fid`;
  return group(rows);
}

function group(rows: readonly Row[]): Known {
  const known: Known = new Map();
  for (const row of rows) {
    const people = known.get(row.known_hash) ?? new Map<number, KnownPerson>();
    known.set(row.known_hash, people);
    const fid = Number(row.known_fid);
    const person = people.get(fid) ?? personOf(row);
    people.set(fid, person);
    if (row.cast_hash !== null) person.events.push(toEvent(row));
  }
  return known;
}

function personOf(row: PersonRow): KnownPerson {
  return {
    events: [],
    given: row.given ?? undefined,
    facts: {
      score: row.known_score,
      followers: row.followers === null ? null : Number(row.followers),
      registeredAt: row.registered_at?.getTime() ?? null,
      circle: row.known_circle ?? 0,
    },
  };
}

/** An event with what is known of its person now. What the event itself says of the score holds before what was known. */
export function withFacts<T extends EngagementEvent>(
  event: T,
  { score, followers, registeredAt, circle }: KnownPerson['facts'],
): T & PersonFacts {
  const ageDays = registeredAt === null ? null : Math.max(0, Math.round(((event.at - registeredAt) / DAY_MS) * 100) / 100);
  return { ...event, score: event.score ?? score, followers, ageDays, circle };
}
