import type { AuthorStore, PollStore } from '../../../../shared/hearing/ports.ts';
import { type CastCounts, HEARD_SIGNALS, type HeardSignal } from '../../../../shared/hearing/schema.ts';
import { unixMs } from '../../../../shared/kernel/units.ts';
import type { Database } from '../adapters/database.ts';
import { arrayOf } from '../adapters/database-array.ts';
import { addJob } from './jobs.ts';

type Counted = { cast_hash: string; likes: string | null; recasts: string | null; replies: string | null };
type KnownRow = Counted & { like: number; recast: number; reply: number };

/** How casts are followed, on Postgres. */
export function pollStore(db: Database): PollStore {
  return {
    dueCasts: async (now, limit) => {
      const rows = await db<{ cast_hash: string; author_fid: string; changed_at: Date; polled_at: Date | null }[]>`
        select cast_hash, author_fid, changed_at, polled_at from private.cast_polls
        where next_at <= ${new Date(now)} order by next_at limit ${limit}`;
      return rows.map(row => ({
        hash: row.cast_hash,
        authorFid: Number(row.author_fid),
        changedAt: unixMs(row.changed_at.getTime()),
        polledAt: row.polled_at && unixMs(row.polled_at.getTime()),
      }));
    },

    nextDue: async () => {
      const [row] = await db<{ at: Date | null }[]>`select min(next_at) as at from private.cast_polls`;
      return row?.at ? unixMs(row.at.getTime()) : null;
    },

    knownCounts: async hashes => {
      const rows = await db<KnownRow[]>`
        select p.cast_hash, p.likes, p.recasts, p.replies, coalesce(c.likes, 0) as like, coalesce(c.recasts, 0) as recast,
          coalesce(c.replies, 0) as reply
        from private.cast_polls p left join private.engagement_casts c on c.cast_hash = p.cast_hash
        where p.cast_hash = any (${arrayOf(hashes)}::text[])`;
      return new Map(rows.map(row => [row.cast_hash, { polled: polledOf(row), attributed: attributedOf(row) }]));
    },

    savePoll: (casts, gaps, now) =>
      db.begin(async tx => {
        const seen = casts.filter(({ counts }) => counts !== null);
        const of = (signal: HeardSignal) => arrayOf(seen.map(({ counts }) => counts?.[signal] ?? 0));
        // A cast that was deleted meanwhile is followed no more; one that nobody knows now is asked for again at its time.
        await tx`
          update private.cast_polls p set polled_at = ${new Date(now)}, next_at = said.next_at,
            changed_at = case when said.changed then ${new Date(now)} else p.changed_at end
          from unnest(
            ${arrayOf(casts.map(({ hash }) => hash))}::text[],
            ${arrayOf(casts.map(({ nextAt }) => new Date(nextAt)))}::timestamptz[],
            ${arrayOf(casts.map(({ changed }) => changed))}::boolean[]) as said (cast_hash, next_at, changed)
          where p.cast_hash = said.cast_hash`;
        await tx`
          with said as (
            select * from unnest(
              ${arrayOf(seen.map(({ hash }) => hash))}::text[], ${of('like')}::bigint[], ${of('recast')}::bigint[], ${of('reply')}::bigint[])
              as said (cast_hash, likes, recasts, replies)),
          kept as (
            update private.cast_polls p set likes = said.likes, recasts = said.recasts, replies = said.replies
            from said where p.cast_hash = said.cast_hash returning p.cast_hash)
          select private.show_polled(f.id, said.likes, said.recasts, said.replies)
          from said join public.performances f on f.farcaster_cast_id = said.cast_hash`;
        for (const { hash, authorFid, signals } of gaps)
          await addJob(tx, { key: `sweep:${hash}`, kind: 'sweep', payload: { hash, authorFid, signals }, runAt: now });
      }),
  };
}

/** Whose casts are looked through, and when next, on Postgres. */
export function authorStore(db: Database): AuthorStore {
  return {
    dueAuthors: async (now, limit) => {
      const rows = await db<{ fid: string }[]>`
        select fid from private.author_polls where next_at <= ${new Date(now)} order by next_at limit ${limit}`;
      return rows.map(({ fid }) => Number(fid));
    },
    looked: async (fid, now) => {
      await db`
        update private.author_polls a set next_at = ${new Date(now)}::timestamptz + case when exists (
          select from public.performances p join public.users u on u.id = p.user_id
          where u.farcaster_fid = a.fid and p.status = 'draft' and p.created_at > ${new Date(now)}::timestamptz - interval '2 days')
          then interval '1 hour' else interval '1 day' end
        where a.fid = ${fid}`;
    },
    setAside: ({ hash, authorFid }, now) =>
      addJob(db, { key: `cast:${hash}`, kind: 'cast', payload: { hash, authorFid }, runAt: now }),
  };
}

function polledOf({ likes, recasts, replies }: Counted): CastCounts | null {
  return likes === null ? null : { like: Number(likes), recast: Number(recasts), reply: Number(replies) };
}

function attributedOf(row: KnownRow): CastCounts {
  return Object.fromEntries(HEARD_SIGNALS.map(signal => [signal, Number(row[signal])])) as CastCounts;
}
