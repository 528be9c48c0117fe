import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import * as z from 'zod/mini';
import { NOTICE_KINDS, type NoticeKind } from '../../../shared/notifications/schema.ts';
import { serverNow } from '../../lib/clock.ts';
import { row, rows, supabase, written } from '../../lib/supabase.ts';
import { NOTICE_COLUMNS, type Notice, noticeRow } from './notice.ts';

export const PAGE_SIZE = 30;

type Cursor = { at: string; id: string };
export type InboxPage = { notices: Notice[]; next: Cursor | null };

const cursorRow = z.object({ id: z.uuid(), created_at: z.string() });

/** The viewer's inbox, newest first. */
export function inboxQuery(userId: string) {
  return infiniteQueryOptions({
    queryKey: ['notifications', 'inbox', userId],
    queryFn: ({ pageParam, signal }) => readPage(pageParam, signal),
    initialPageParam: null as Cursor | null,
    getNextPageParam: (page: InboxPage) => page.next,
  });
}

async function readPage(after: Cursor | null, signal: AbortSignal): Promise<InboxPage> {
  let query = supabase().from('notices').select(NOTICE_COLUMNS);
  // The bound lets the index begin there; what follows settles ties.
  if (after) query = query.lte('created_at', after.at).or(`created_at.lt."${after.at}",id.gt.${after.id}`);
  const ordered = query.order('created_at', { ascending: false }).order('id').limit(PAGE_SIZE).abortSignal(signal);
  const found = await rows(
    ordered,
    z.pipe(
      z.intersection(noticeRow, cursorRow),
      z.transform(({ created_at, ...notice }) => ({ notice: notice satisfies Notice as Notice, at: created_at })),
    ),
  );
  const last = found.at(-1);
  return {
    notices: found.map(({ notice }) => notice),
    next: found.length === PAGE_SIZE && last ? { at: last.at, id: last.notice.id } : null,
  };
}

/** Marks what was on screen as read. */
export function markRead(ids: readonly string[]): Promise<void> {
  return written(
    supabase()
      .from('notices')
      .update({ read_at: new Date(serverNow()).toISOString() })
      .in('id', ids)
      .is('read_at', null),
  );
}

/** When the viewer wants to hear nothing, in minutes after midnight, and of what they never do. */
export type NoticeSettings = { timeZone: string | null; quiet: boolean; from: number; until: number; muted: NoticeKind[] };

const settingsRow = z.pipe(
  z.object({
    time_zone: z.nullable(z.string()),
    quiet: z.boolean(),
    quiet_from: z.number(),
    quiet_until: z.number(),
    muted: z.array(z.enum(NOTICE_KINDS)),
  }),
  z.transform(
    (said): NoticeSettings => ({
      timeZone: said.time_zone,
      quiet: said.quiet,
      from: said.quiet_from,
      until: said.quiet_until,
      muted: said.muted,
    }),
  ),
);

/** As the database begins with. */
export const FIRST_SETTINGS: NoticeSettings = { timeZone: null, quiet: false, from: 22 * 60, until: 8 * 60, muted: [] };

export function settingsQuery(userId: string) {
  return queryOptions({
    queryKey: ['notifications', 'settings', userId],
    queryFn: async () =>
      (await row(
        supabase()
          .from('notice_settings')
          .select('time_zone, quiet, quiet_from, quiet_until, muted')
          .eq('user_id', userId)
          .maybeSingle(),
        settingsRow,
      )) ?? FIRST_SETTINGS,
  });
}

/** Saves quiet hours and what is muted, together with where the viewer is now. */
export function saveSettings(userId: string, { timeZone, quiet, from, until, muted }: NoticeSettings): Promise<void> {
  const said = { time_zone: timeZone, quiet, quiet_from: from, quiet_until: until, muted };
  return row(
    supabase().from('notice_settings').update(said).eq('user_id', userId).select('user_id').maybeSingle(),
    z.object({ user_id: z.string() }),
  ).then(found => (found ? undefined : written(supabase().from('notice_settings').insert(said))));
}
