import type { SweepStore } from '../../../../shared/hearing/ports.ts';
import { HEARD_SIGNALS, type HeardSignal } from '../../../../shared/hearing/schema.ts';
import { unixMs } from '../../../../shared/kernel/units.ts';
import type { Database } from '../adapters/database.ts';
import { arrayOf } from '../adapters/database-array.ts';

/** The stored number of a signal: 1 like, 2 recast (Farcaster's own), 3 reply. */
const reactionTypeOf = (signal: HeardSignal): number => HEARD_SIGNALS.indexOf(signal) + 1;

/** What a sweep remembers of its lists, on Postgres. */
export function sweepStore(db: Database): SweepStore {
  return {
    unheard: async (castHash, signal, reactions, startedAt) => {
      // A hub tells whole seconds. What is in force since the same second is the same deed; the webhook's finer word stays.
      const rows = await db<{ place: number; is_back: boolean }[]>`
        select said.place, last.event_type like '%.deleted' as is_back from unnest(
          ${arrayOf(reactions.map(({ fid }) => fid))}::bigint[],
          ${arrayOf(reactions.map(({ replyHash }) => replyHash ?? ''))}::text[],
          ${arrayOf(reactions.map(({ at }) => new Date(at)))}::timestamptz[]) with ordinality as said (fid, subject, at, place)
        cross join lateral (
          select e.event_type, e.event_at, e.source from public.engagement_events e
          where e.cast_hash = ${castHash} and e.fid = said.fid and e.reaction_type = ${reactionTypeOf(signal)} and e.subject = said.subject
          order by e.event_at desc, e.event_type desc limit 1) as last
        where (last.event_type like '%.created' and date_trunc('second', last.event_at) = date_trunc('second', said.at))
          or (last.event_type like '%.deleted' and last.source = 'poll' and last.event_at >= said.at)`;
      const known = new Map(rows.map(row => [Number(row.place) - 1, row.is_back]));
      return reactions.flatMap((reaction, place) => {
        const isBack = known.get(place);
        if (isBack === undefined) return [reaction];
        return isBack ? [{ ...reaction, at: startedAt }] : [];
      });
    },

    noteSeen: async (castHash, signal, reactions) => {
      await db`
        insert into private.sweep_seen (cast_hash, reaction_type, fid, subject)
        select ${castHash}, ${reactionTypeOf(signal)}::smallint, fid, subject from unnest(
          ${arrayOf(reactions.map(({ fid }) => fid))}::bigint[],
          ${arrayOf(reactions.map(({ replyHash }) => replyHash ?? ''))}::text[]) as said (fid, subject)
        on conflict do nothing`;
    },

    unseen: async (castHash, signal, before) => {
      const rows = await db<{ fid: string; subject: string; event_at: Date }[]>`
        select r.fid, r.subject, r.event_at from (
          select distinct on (fid, subject) fid, subject, event_at, event_type, received_at from public.engagement_events
          where cast_hash = ${castHash} and reaction_type = ${reactionTypeOf(signal)}
          order by fid, subject, event_at desc, event_type desc) as r
        where r.event_type like '%.created' and r.event_at < ${new Date(before)} and r.received_at < ${new Date(before)}
          and not exists (
            select from private.sweep_seen s
            where s.cast_hash = ${castHash} and s.reaction_type = ${reactionTypeOf(signal)} and s.fid = r.fid and s.subject = r.subject)`;
      return rows.map(({ fid, subject, event_at }) => ({
        fid: Number(fid),
        signal,
        ...(subject !== '' && { replyHash: subject }),
        at: unixMs(event_at.getTime()),
        score: null,
        by: { username: null, displayName: null, avatarUrl: null },
      }));
    },

    countSeen: async (castHash, signal) => {
      const [row] = await db<{ count: string }[]>`
        select count(*) from private.sweep_seen where cast_hash = ${castHash} and reaction_type = ${reactionTypeOf(signal)}`;
      return Number(row?.count);
    },

    forgetSeen: async castHash => {
      await db`delete from private.sweep_seen where cast_hash = ${castHash}`;
    },

    showCounts: async castHash => {
      await db`
        select private.show_polled(f.id, p.likes, p.recasts, p.replies)
        from private.cast_polls p join public.performances f on f.farcaster_cast_id = p.cast_hash
        where p.cast_hash = ${castHash} and p.likes is not null`;
    },
  };
}
