import type { ReceivedEvent } from '../../../../shared/engagement/ports.ts';
import type { EngagementEvent, PersonFacts } from '../../../../shared/engagement/schema.ts';
import type { Database, Transaction } from '../adapters/database.ts';
import { arrayOf } from '../adapters/database-array.ts';

/** What was last said of a person, and of when that is, unix ms. */
export type Said = ReceivedEvent['by'] & { score: number | null; seenAt: number };

/** What is known of a person, whatever they do; `said` is null when nothing was. */
export type Person = {
  score: number | null;
  followers: number | null;
  registeredAt: number | null;
  circle: number;
  said: Said | null;
};

/** By fid. Who is missing is a stranger. */
export type People = ReadonlyMap<number, Person>;

export const STRANGER: Person = { score: null, followers: null, registeredAt: null, circle: 0, said: null };

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

type Row = {
  fid: string;
  username: string | null;
  display_name: string | null;
  avatar_url: string | null;
  score: number | null;
  followers: string | null;
  registered_at: Date | null;
  /** Null in the row that tells only a circle. */
  seen_at: number | null;
  circle: number;
};

/** Reads what is known of the people of these events: one statement, and a second row for those who are known for a circle. */
export async function readPeople(db: Database, events: readonly EngagementEvent[]): Promise<People> {
  const fids = arrayOf([...new Set(events.map(({ fid }) => fid))]);
  const rows = await db<Row[]>`select * from private.known_people(${fids})`;
  const people = new Map<number, Person>();
  for (const row of rows) {
    const fid = Number(row.fid);
    const other = people.get(fid) ?? STRANGER;
    people.set(
      fid,
      row.seen_at === null ? { ...other, circle: row.circle } : { ...toPerson(row, row.seen_at), circle: other.circle },
    );
  }
  return people;
}

function toPerson(row: Row, seenAt: number): Person {
  return {
    score: row.score,
    followers: row.followers === null ? null : Number(row.followers),
    registeredAt: row.registered_at?.getTime() ?? null,
    circle: 0,
    said: {
      username: row.username,
      displayName: row.display_name,
      avatarUrl: row.avatar_url,
      score: row.score,
      seenAt: Math.round(seenAt * 1000),
    },
  };
}

/** An event with what is known of its person now. What the event itself says of the score holds before what was known. */
export function withFacts<T extends EngagementEvent>(
  event: T,
  { score, followers, registeredAt, circle }: Person,
): T & PersonFacts {
  const ageDays = registeredAt === null ? null : Math.max(0, Math.round(((event.at - registeredAt) / DAY_MS) * 100) / 100);
  return { ...event, score: event.score ?? score, followers, ageDays, circle };
}

/**
 * Whether an event says of its person what is to be kept: the latest, where that is new. The time alone is noted once an hour, so that
 * whoever reacts often costs no write.
 */
export function isNews({ at, by, score }: ReceivedEvent, said: Said | null): boolean {
  if (said === null) return true;
  if (at <= said.seenAt) return false;
  const isSame =
    by.username === said.username &&
    by.displayName === said.displayName &&
    by.avatarUrl === said.avatarUrl &&
    // Kept with the digits of a real.
    (score === null || (said.score !== null && Math.fround(score) === Math.fround(said.score)));
  return !isSame || at > said.seenAt + HOUR_MS;
}

/**
 * Keeps what the latest event said of each person, unless another batch kept what is newer.
 * Taken in the order of fid, after the casts: no circle of waiting.
 */
export async function savePeople(tx: Transaction, news: readonly ReceivedEvent[]): Promise<void> {
  if (news.length === 0) return;
  const latest = new Map<number, ReceivedEvent>();
  for (const event of news) if (event.at >= (latest.get(event.fid)?.at ?? 0)) latest.set(event.fid, event);
  const people = [...latest.values()].sort((a, b) => a.fid - b.fid);
  await tx`
    select private.keep_people(
      ${arrayOf(people.map(event => event.fid))},
      ${arrayOf(people.map(event => event.by.username))},
      ${arrayOf(people.map(event => event.by.displayName))},
      ${arrayOf(people.map(event => event.by.avatarUrl))},
      ${arrayOf(people.map(event => event.score))},
      ${arrayOf(people.map(event => event.at / 1000))})`;
}
