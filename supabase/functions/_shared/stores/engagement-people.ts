import type { ReceivedEvent } from '../../../../shared/engagement/ports.ts';
import type { Transaction } from '../adapters/database.ts';
import { arrayOf } from '../adapters/database-array.ts';

/** What was last said of a person, and of when that is, unix ms. */
export type Said = ReceivedEvent['by'] & { score: number | null; seenAt: number };

const HOUR_MS = 3_600_000;

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
    insert into public.farcaster_people as p (fid, username, display_name, avatar_url, score, seen_at)
    select fid, username, display_name, avatar_url, score, to_timestamp(seen_at) from unnest(
      ${arrayOf(people.map(event => event.fid))}::bigint[],
      ${arrayOf(people.map(event => event.by.username))}::text[],
      ${arrayOf(people.map(event => event.by.displayName))}::text[],
      ${arrayOf(people.map(event => event.by.avatarUrl))}::text[],
      ${arrayOf(people.map(event => event.score))}::real[],
      ${arrayOf(people.map(event => event.at / 1000))}::double precision[]) as said (fid, username, display_name, avatar_url, score, seen_at)
    order by fid
    on conflict (fid) do update set
      username = excluded.username, display_name = excluded.display_name, avatar_url = excluded.avatar_url,
      score = coalesce(excluded.score, p.score), seen_at = excluded.seen_at
    where excluded.seen_at > p.seen_at`;
}
