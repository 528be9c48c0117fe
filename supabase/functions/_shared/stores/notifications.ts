import { type UnixMs, unixMs } from '../../../../shared/kernel/units.ts';
import type { NoticeStore, TellFans, TellWatchers } from '../../../../shared/notifications/ports.ts';
import {
  HOLDER_MILESTONES,
  type NoticeKind,
  type NotificationToken,
  type QuietHours,
  type WaitingNotice,
} from '../../../../shared/notifications/schema.ts';
import type { Database } from '../adapters/database.ts';
import { arrayOf } from '../adapters/database-array.ts';
import { beginConsent } from './launches-begin-consent.ts';
import { buryTokens } from './notification-tokens.ts';

const DAY_MS = 86_400_000;

type WaitingRow = {
  id: string;
  kind: NoticeKind;
  subject_id: string;
  title: string;
  ticker: string | null;
  holders: number | null;
  created_at: Date;
  push_id: string | null;
};
type SettingsRow = { time_zone: string | null; quiet: boolean; quiet_from: number; quiet_until: number };
type TokenRow = { fid: string; app_fid: string; url: string; token: string };

/** The inbox, and what sending from it needs. */
export function noticeStore(db: Database): NoticeStore {
  return {
    recipient: async (userId, now) => {
      const [user] = await db<
        { farcaster_fid: string | null }[]
      >`select farcaster_fid from public.users where id = ${userId}::uuid`;
      if (!user) return null;
      const [tokens, waiting, quiet, sentAt] = await Promise.all([
        readTokens(db, user.farcaster_fid),
        readWaiting(db, userId, now),
        readQuiet(db, userId),
        readSent(db, userId, now),
      ]);
      return { userId, tokens, waiting, quiet, sentAt };
    },

    claim: async (noticeIds, pushId) => {
      await db`update public.notices set push_id = ${pushId} where id = any (${arrayOf(noticeIds)}::uuid[]) and push_id is null`;
    },

    settle: ({ noticeIds, deliveredAt, consentUntil, invalid }) =>
      db.begin(async tx => {
        await buryTokens(tx, invalid);
        if (deliveredAt === null) return;
        const delivered = await tx<{ performance_id: string | null; kind: NoticeKind }[]>`
          update public.notices set delivered_at = ${new Date(deliveredAt)}
          where id = any (${arrayOf(noticeIds)}::uuid[]) and delivered_at is null
          returning performance_id, kind`;
        const asked = delivered.flatMap(({ kind, performance_id }) =>
          kind === 'crossed' && performance_id ? [performance_id] : [],
        );
        await beginConsent(tx, asked, consentUntil);
      }),
  };
}

/** Those who asked to be told if a take becomes a coin. */
export function watcherTeller(db: Database): TellWatchers {
  return async (performanceId, most) => {
    const [row] = await db<{ told: number }[]>`select private.tell_watchers(${performanceId}::uuid, ${most}) as told`;
    return row?.told ?? 0;
  };
}

/** What a coin's fans did, for its creator. */
export function fansTeller(db: Database): TellFans {
  return async (performanceId, safeBlock, most) => {
    const [row] = await db<{ left: 'more' | 'waits' | 'done' }[]>`
      select private.tell_fans(${performanceId}::uuid, ${safeBlock}, ${most}, ${arrayOf([...HOLDER_MILESTONES])}::integer[]) as left`;
    return row?.left ?? 'done';
  };
}

async function readTokens(db: Database, fid: string | null): Promise<NotificationToken[]> {
  if (fid === null) return [];
  const rows = await db<TokenRow[]>`
    select fid, app_fid, url, token from private.notification_tokens where fid = ${fid} order by app_fid`;
  return rows.map(row => ({ fid: Number(row.fid), appFid: Number(row.app_fid), url: row.url, token: row.token }));
}

/** What became of it meanwhile counts: a coin that was answered needs no asking, one that is open or held no announcing, one that came to nothing no word to who watched, what is hidden no word. Kinds that a person muted stay in the inbox. */
async function readWaiting(db: Database, userId: string, now: UnixMs): Promise<WaitingNotice[]> {
  const rows = await db<WaitingRow[]>`
    select n.id, n.kind, coalesce(p.id, c.id) as subject_id, coalesce(p.title, c.title) as title, q.ticker, n.holders, n.created_at, n.push_id
    from public.notices n
      left join public.performances p on p.id = n.performance_id and p.status = 'live'
      left join public.dance_chains c on c.id = n.chain_id and c.status = 'live'
      left join public.viral_queue q on q.performance_id = n.performance_id
    where coalesce(p.id, c.id) is not null and n.user_id = ${userId}::uuid and n.delivered_at is null and n.read_at is null and n.created_at > ${new Date(now - DAY_MS)}
      and not exists (select from public.notice_settings s where s.user_id = n.user_id and n.kind = any (s.muted))
      and (n.kind <> 'crossed' or q.status = 'detected')
      and (n.kind <> 'announced' or (q.status <> 'held' and q.opens_at > ${new Date(now)}))
      and (n.kind <> 'launching' or (q.opens_at is not null and q.status not in ('held', 'expired', 'dead')))
      and (n.kind not in ('bought', 'holders') or q.status in ('open', 'final'))
      and (n.kind <> 'asked' or exists (
        select from public.launch_parts l where l.queue_id = q.id and l.user_id = n.user_id and l.answer = 'asked'))
    order by n.created_at, n.id
    limit 100`;
  return rows.map(row => ({
    id: row.id,
    kind: row.kind,
    subjectId: row.subject_id,
    title: row.title,
    ticker: row.ticker,
    holders: row.holders,
    createdAt: unixMs(row.created_at.getTime()),
    pushId: row.push_id,
  }));
}

async function readQuiet(db: Database, userId: string): Promise<QuietHours> {
  const [row] = await db<SettingsRow[]>`
    select time_zone, quiet, quiet_from, quiet_until from public.notice_settings where user_id = ${userId}::uuid`;
  return row
    ? { timeZone: row.time_zone, on: row.quiet, from: row.quiet_from, until: row.quiet_until }
    : { timeZone: null, on: false, from: 0, until: 0 };
}

/** One time for each host notification, however many notices it carried. */
async function readSent(db: Database, userId: string, now: UnixMs): Promise<UnixMs[]> {
  const rows = await db<{ at: Date }[]>`
    select max(delivered_at) as at from public.notices
    where user_id = ${userId}::uuid and delivered_at > ${new Date(now - DAY_MS)}
    group by push_id order by at desc`;
  return rows.map(row => unixMs(row.at.getTime()));
}
