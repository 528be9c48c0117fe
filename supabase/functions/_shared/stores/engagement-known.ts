import type { EngagementEvent, KnownEvent, PersonFacts } from '../../../../shared/engagement/schema.ts';
import type { Database, Transaction } from '../adapters/database.ts';
import { arrayOf } from '../adapters/database-array.ts';
import { circlesNow } from './engagement-circles.ts';
import { type PackedEvent, unpackEvent } from './engagement-events.ts';
import type { Said } from './engagement-people.ts';

const DAY_MS = 86_400_000;

/** What is known of a person, whatever they do. */
export type Facts = { score: number | null; followers: number | null; registeredAt: number | null; circle: number };

/** What is known of one person on one cast before a batch. */
export type KnownPerson = {
  events: KnownEvent[];
  /** What they weigh where that does not follow from their facts. */
  given: number | undefined;
  facts: Facts;
  /** What was last said of them; null when nothing was. */
  said: Said | null;
};

type Person = { facts: Omit<Facts, 'circle'>; said: Said | null };

const STRANGER: Person = { facts: { score: null, followers: null, registeredAt: null }, said: null };

/** Per cast, per person. */
export type Known = Map<string, Map<number, KnownPerson>>;

/** Reads all that the people of these events did on the casts of these events, and what is known of them. */
export async function readKnown(tx: Transaction, events: readonly EngagementEvent[]): Promise<Known> {
  const people = new Map<string, Set<number>>();
  for (const { castHash, fid } of events) people.set(castHash, (people.get(castHash) ?? new Set()).add(fid));
  const fids = [...new Set(events.map(({ fid }) => fid))];
  const [persons, circles, did] = await Promise.all([readPeople(tx, fids), circlesNow(tx, fids), readDone(tx, people)]);
  const known: Known = new Map();
  for (const [castHash, here] of people) known.set(castHash, new Map(Array.from(here, fid => [fid, personOf(fid)])));
  for (const { cast_hash, given, packed } of did) {
    const event = unpackEvent(cast_hash, packed);
    const person = known.get(cast_hash)?.get(event.fid) as KnownPerson;
    person.given = given ?? undefined;
    person.events.push(event);
  }
  return known;

  function personOf(fid: number): KnownPerson {
    const { facts, said } = persons.get(fid) ?? STRANGER;
    return { events: [], given: undefined, facts: { ...facts, circle: circles.get(fid) ?? 0 }, said };
  }
}

type PersonRow = {
  fid: string;
  username: string | null;
  display_name: string | null;
  avatar_url: string | null;
  score: number | null;
  followers: string | null;
  registered_at: Date | null;
  seen_at: number;
};

async function readPeople(tx: Transaction, fids: readonly number[]): Promise<Map<number, Person>> {
  const rows = await tx<PersonRow[]>`
    select fid, username, display_name, avatar_url, score, follower_count as followers, registered_at, date_part('epoch', seen_at) as seen_at
    from public.farcaster_people where fid = any (${arrayOf(fids)}::bigint[])`;
  return new Map(rows.map(row => [Number(row.fid), toPerson(row)]));
}

function toPerson({ score, ...row }: PersonRow): Person {
  return {
    facts: {
      score,
      followers: row.followers === null ? null : Number(row.followers),
      registeredAt: row.registered_at?.getTime() ?? null,
    },
    said: {
      username: row.username,
      displayName: row.display_name,
      avatarUrl: row.avatar_url,
      score,
      seenAt: Math.round(row.seen_at * 1000),
    },
  };
}

/** What people did on casts, a row an event. */
function readDone(tx: Transaction, people: ReadonlyMap<string, ReadonlySet<number>>) {
  // `offset 0` keeps the planner from joining: it looks into the index for each cast's people, and never passes over all events, whatever it knows of the table.
  return tx<{ cast_hash: string; given: number | null; packed: PackedEvent }[]>`
    select e.cast_hash,
      (select w.weight from private.engagement_weights w where w.cast_hash = e.cast_hash and w.fid = e.fid) as given,
      json_build_array(e.fid, e.reaction_type, e.event_type, e.subject, date_part('epoch', e.event_at), e.score, e.follower_count, e.age_days,
        e.circle) as packed
    from unnest(${arrayOf([...people.keys()])}::text[], ${arrayOf(Array.from(people.values(), here => arrayOf([...here])))}::text[])
      as asked (cast_hash, fids),
    lateral (select * from public.engagement_events e where e.cast_hash = asked.cast_hash and e.fid = any (asked.fids::bigint[]) offset 0) as e`;
}

/** All that a person did on a cast, and what they weigh there where that does not follow from their facts. */
export type History = Map<number, Pick<KnownPerson, 'events' | 'given'>>;

/** Reads the people who did something on a cast at `since` (unix ms; null for ever) or later, until `until`, with all that they did there by then. */
export async function readSince(
  db: Database | Transaction,
  hash: string,
  since: number | null,
  until: number | null = null,
): Promise<History> {
  const [from, to] = [since, until].map(at => (at === null ? null : new Date(at))) as [Date | null, Date | null];
  const [row] = await db<{ events: PackedEvent[] | null; weights: [fid: number, weight: number][] | null }[]>`
    select
      (select json_agg(json_build_array(e.fid, e.reaction_type, e.event_type, e.subject, date_part('epoch', e.event_at), e.score,
          e.follower_count, e.age_days, e.circle))
        from public.engagement_events e
        where e.cast_hash = ${hash} and (${to}::timestamptz is null or e.event_at <= ${to}) and (${from}::timestamptz is null or e.fid in (
          select late.fid from public.engagement_events late
          where late.cast_hash = ${hash} and late.event_at >= ${from} and (${to}::timestamptz is null or late.event_at <= ${to})))) as events,
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
