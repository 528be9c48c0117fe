import type { ReceivedEvent } from '../../../../shared/engagement/ports.ts';
import type { Transaction } from '../adapters/database.ts';
import { arrayOf } from '../adapters/database-array.ts';

/**
 * Keeps what the latest event said of each person; the time alone is noted once an hour, so that whoever reacts often costs no write.
 * Taken in the order of fid, after the casts: no circle of waiting.
 */
export async function savePeople(tx: Transaction, events: readonly ReceivedEvent[]): Promise<void> {
  if (events.length === 0) return;
  const latest = new Map<number, ReceivedEvent>();
  for (const event of events) if (event.at >= (latest.get(event.fid)?.at ?? 0)) latest.set(event.fid, event);
  const people = [...latest.values()].sort((a, b) => a.fid - b.fid);
  await tx`
    insert into public.farcaster_people as p (fid, username, display_name, avatar_url, score, seen_at)
    select said.* from unnest(
      ${arrayOf(people.map(event => event.fid))}::bigint[],
      ${arrayOf(people.map(event => event.by.username))}::text[],
      ${arrayOf(people.map(event => event.by.displayName))}::text[],
      ${arrayOf(people.map(event => event.by.avatarUrl))}::text[],
      ${arrayOf(people.map(event => event.score))}::real[],
      ${arrayOf(people.map(event => new Date(event.at)))}::timestamptz[]) as said (fid, username, display_name, avatar_url, score, seen_at)
    -- Asked beforehand as well: a conflict locks the row even when there is nothing new to say.
    left join public.farcaster_people known on known.fid = said.fid
    where known.fid is null or said.seen_at > known.seen_at + interval '1 hour' or (said.seen_at > known.seen_at
      and (said.username, said.display_name, said.avatar_url, coalesce(said.score, known.score))
        is distinct from (known.username, known.display_name, known.avatar_url, known.score))
    order by said.fid
    on conflict (fid) do update set
      username = excluded.username, display_name = excluded.display_name, avatar_url = excluded.avatar_url,
      score = coalesce(excluded.score, p.score), seen_at = excluded.seen_at
    where excluded.seen_at > p.seen_at + interval '1 hour' or (excluded.seen_at > p.seen_at
      and (excluded.username, excluded.display_name, excluded.avatar_url, coalesce(excluded.score, p.score))
        is distinct from (p.username, p.display_name, p.avatar_url, p.score))`;
}
