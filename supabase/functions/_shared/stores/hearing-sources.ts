import { allowance } from '../../../../shared/hearing/credits.ts';
import type { HealthStore } from '../../../../shared/hearing/fall-back.ts';
import type { FilterPorts, PeopleStore, Spend } from '../../../../shared/hearing/ports.ts';
import { AppError } from '../../../../shared/kernel/app-error.ts';
import { type UnixMs, unixMs } from '../../../../shared/kernel/units.ts';
import type { Database } from '../adapters/database.ts';
import { arrayOf } from '../adapters/database-array.ts';

/** How long to wait once nothing more may be spent. */
const BROKE_MS = 300_000;

/**
 * Takes what a request costs from the day's budget before it is made, under the lock of the day's row, so that workers
 * together stay within it. @throws AppError `hearing/budget-spent` (503, retryable) when there is not enough.
 */
export function creditBudget(
  db: Database,
  { source, budget, now }: { source: string; budget: number; now: () => UnixMs },
): Spend {
  return async credits => {
    const day = new Date(now()).toISOString().slice(0, 10);
    const spent = await db`
      insert into private.credit_days as d (day, source, budget, credits, requests)
      select ${day}::date, ${source}, ${budget}::bigint, ${credits}::bigint, 1 where ${credits}::bigint <= ${allowance(budget, now())}::bigint
      on conflict (day, source) do update set
        credits = d.credits + excluded.credits, requests = d.requests + 1, budget = excluded.budget
        where d.credits + excluded.credits <= ${allowance(budget, now())}::bigint
      returning day`;
    if (spent.length > 0) return;
    await db`
      insert into private.credit_days as d (day, source, budget, refused) values (${day}::date, ${source}, ${budget}, 1)
      on conflict (day, source) do update set refused = d.refused + 1`;
    throw new AppError('hearing/budget-spent', 'What may be spent on asking Farcaster is spent for now.', {
      status: 503,
      retryable: true,
      facts: { source, credits, retryAfterMs: BROKE_MS },
    });
  };
}

/** How sources have been doing: one row each, for every worker and for operators. */
export function sourceHealthStore(db: Database): HealthStore {
  return {
    read: async source => {
      const [row] = await db<{ failures: number; rest_until: Date | null }[]>`
        select failures, rest_until from private.source_health where source = ${source}`;
      return { failures: row?.failures ?? 0, restUntil: row?.rest_until ? unixMs(row.rest_until.getTime()) : null };
    },
    note: async (source, { failures, restUntil }, error) => {
      const rest = restUntil === null ? null : new Date(restUntil);
      await db`
        insert into private.source_health as h (source, failures, rest_until, last_error) values (${source}, ${failures}, ${rest}, ${error})
        on conflict (source) do update set failures = excluded.failures, rest_until = excluded.rest_until,
          last_error = coalesce(excluded.last_error, h.last_error), noted_at = now()`;
    },
  };
}

/** What is known of those who react, on Postgres. */
export function peopleStore(db: Database): PeopleStore {
  return {
    stalePeople: async (before, limit) => {
      const rows = await db<{ fid: string }[]>`
        select fid from public.farcaster_people where facts_at is null or facts_at < ${new Date(before)}
        order by facts_at nulls first, seen_at desc limit ${limit}`;
      return rows.map(({ fid }) => Number(fid));
    },
    saveFacts: async (asked, facts, now) => {
      const dates = facts.map(({ registeredAt }) => (registeredAt === null ? null : new Date(registeredAt)));
      await db`
        with said as (
          select * from unnest(
            ${arrayOf(facts.map(({ fid }) => fid))}::bigint[],
            ${arrayOf(facts.map(({ username }) => username))}::text[],
            ${arrayOf(facts.map(({ displayName }) => displayName))}::text[],
            ${arrayOf(facts.map(({ avatarUrl }) => avatarUrl))}::text[],
            ${arrayOf(facts.map(({ score }) => score))}::real[],
            ${arrayOf(facts.map(({ followerCount }) => followerCount))}::bigint[],
            ${arrayOf(dates)}::timestamptz[])
            as said (fid, username, display_name, avatar_url, score, follower_count, registered_at)),
        -- In the order of whoever receives events: no circle of waiting.
        asked as (
          select fid from public.farcaster_people where fid = any (${arrayOf(asked)}::bigint[]) order by fid for no key update)
        update public.farcaster_people p set
          username = coalesce(said.username, p.username), display_name = coalesce(said.display_name, p.display_name),
          avatar_url = coalesce(said.avatar_url, p.avatar_url), score = coalesce(said.score, p.score),
          follower_count = coalesce(said.follower_count, p.follower_count),
          registered_at = coalesce(said.registered_at, p.registered_at), facts_at = ${new Date(now)}
        from asked left join said on said.fid = asked.fid
        where p.fid = asked.fid`;
      // Who performed before anybody asked how many follow them: for charts alone. What decides keeps what was known at the cast.
      await db`
        with known as (
          select m.performance_id, p.follower_count
          from public.farcaster_people p join public.users u on u.farcaster_fid = p.fid join public.performances t on t.user_id = u.id
            join public.performance_metrics m on m.performance_id = t.id
          where p.fid = any (${arrayOf(asked)}::bigint[]) and p.follower_count is not null and m.creator_followers is null
          order by m.performance_id for no key update of m)
        update public.performance_metrics m set creator_followers = known.follower_count, version = m.version + 1, updated_at = now()
        from known where m.performance_id = known.performance_id`;
    },
  };
}

/** Everybody who has a performance that shows. */
export function creatorStore(db: Database): Pick<FilterPorts, 'creators' | 'pollNow'> {
  return {
    creators: async () => {
      const rows = await db<{ fid: string }[]>`select distinct author_fid as fid from private.cast_polls`;
      return rows.map(({ fid }) => Number(fid));
    },
    pollNow: async fids => {
      await db`
        update private.cast_polls set next_at = least(next_at, now()) where author_fid = any (${arrayOf(fids)}::bigint[])`;
    },
  };
}
