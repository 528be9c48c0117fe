import { describe, expect, it } from 'vitest';
import { followedQuery, followersQuery } from '../web/features/creators/follow-queries.ts';
import { climbQuery } from '../web/features/engagement/engagement-queries.ts';
import { ownLaunchesQuery } from '../web/features/launches/launch-queries.ts';
import { milestonesQuery } from '../web/features/markets/milestones-query.ts';
import {
  FIRST_SETTINGS,
  inboxQuery,
  markRead,
  saveSettings,
  settingsQuery,
} from '../web/features/notifications/notice-queries.ts';
import { unreadQuery } from '../web/features/notifications/unread-query.ts';
import { feedQuery } from '../web/features/performances/feed-query.ts';
import { ownDraftQuery } from '../web/features/performances/own-draft-query.ts';
import { performanceQuery } from '../web/features/performances/performance-query.ts';
import { supabase, written } from '../web/lib/supabase.ts';
import { COINED, HIDDEN, NIA, openQueries, STRANGER } from './open-queries.ts';

const { client, run, signIn } = openQueries(28_570);

describe('what the app asks of the database, signed in', () => {
  it('the launches of one’s own, and nobody else’s', async () => {
    await signIn(NIA);
    const own = await client.fetchQuery(ownLaunchesQuery(NIA));
    expect(own.map(launch => launch.status).sort()).toEqual(['detected', 'open']);
    await signIn(STRANGER);
    expect(await client.fetchQuery(ownLaunchesQuery(NIA))).toEqual([]);
  });

  it('a take that was kept and never cast: its author alone, as such', async () => {
    const draft = '00000000-0000-4000-8000-000000000190';
    await run(
      `insert into public.performances (id, user_id, title, poster_lines, kind, ink, status)
          values ($1, $2, 'Kept', array['Kept'], 'song', 'teal', 'draft')`,
      [draft, NIA],
    );
    await signIn(NIA);
    expect(await client.fetchQuery(ownDraftQuery(draft, NIA))).toEqual({ title: 'Kept', castText: 'Kept — song' });
    const text = 'Kept — song\n\nOne take.';
    await run('update public.performances set cast_text = $2 where id = $1', [draft, text]);
    client.clear();
    expect(await client.fetchQuery(ownDraftQuery(draft, NIA))).toEqual({ title: 'Kept', castText: text });
    expect(await client.fetchQuery(ownDraftQuery(COINED, NIA))).toBeNull();
    expect(await client.fetchQuery(performanceQuery(draft))).toBeNull();
    await signIn(STRANGER);
    expect(await client.fetchQuery(ownDraftQuery(draft, NIA))).toBeNull();
  });

  it('a follow and its end, with the count', async () => {
    await signIn(STRANGER);
    await written(supabase().from('follows').insert({ creator_id: NIA }));
    client.clear();
    expect([...(await client.fetchQuery(followedQuery(STRANGER)))]).toEqual([NIA]);
    expect(await client.fetchQuery(followersQuery(NIA))).toBe(1);
    expect((await client.fetchInfiniteQuery(feedQuery('for-you'))).pages[0]?.takes).toHaveLength(12);
    await written(supabase().from('follows').delete().eq('creator_id', NIA));
    client.clear();
    expect(await client.fetchQuery(followersQuery(NIA))).toBe(0);
  });

  it('whom one follows and how a take climbed, to the last row of many', async () => {
    await run(`
        with people as (insert into public.users (display_name) select 'P' from generate_series(1, 1100) returning id)
        insert into public.follows (follower_id, creator_id) select '${STRANGER}', id from people`);
    await run(`
        insert into public.performance_scores (performance_id, at, score)
        select '${HIDDEN}', now() - n * interval '1 minute', n from generate_series(1, 700) n`);
    await run(`update public.performances set status = 'live' where id = '${HIDDEN}'`);
    expect(await client.fetchQuery(followedQuery(STRANGER))).toHaveProperty('size', 1_100);
    expect(await client.fetchQuery(climbQuery(HIDDEN))).toHaveLength(600);
    await run(`update public.performances set status = 'hidden' where id = '${HIDDEN}'`);
    await run(`delete from public.users where display_name = 'P'`);
  });

  it('one’s own inbox, read and unread, and quiet hours', async () => {
    await run(
      `insert into public.notices (user_id, kind, performance_id, buyers, spent, created_at)
       select user_id, 'bought', id, 12, 12345678901234567890123, now() + interval '1 hour' from public.performances where title = 'Take 2'`,
    );
    await signIn(NIA);
    expect(await client.fetchQuery(unreadQuery(NIA))).toBe(3);
    const { pages } = await client.fetchInfiniteQuery(inboxQuery(NIA));
    const notices = pages.flatMap(page => page.notices);
    expect(notices[0]).toMatchObject({ buyers: 12, spent: 12345678901234567890123n, symbol: 'TAKE' });
    expect(notices.map(({ kind, title, isRead }) => [kind, title, isRead])).toEqual([
      ['bought', 'Take 2', false],
      ['crossed', expect.stringMatching(/^Take [23]$/), false],
      ['crossed', expect.stringMatching(/^Take [23]$/), false],
    ]);
    await markRead(notices.slice(1).map(notice => notice.id));
    client.clear();
    expect(await client.fetchQuery(unreadQuery(NIA))).toBe(1);
    expect(await client.fetchQuery(settingsQuery(NIA))).toEqual(FIRST_SETTINGS);
    const quiet = { timeZone: 'Europe/Stockholm', quiet: true, from: 1380, until: 420, muted: ['bought' as const] };
    for (const from of [1350, 1380]) await saveSettings(NIA, { ...quiet, from });
    client.clear();
    expect(await client.fetchQuery(settingsQuery(NIA))).toEqual(quiet);
    await signIn(STRANGER);
    expect((await client.fetchInfiniteQuery(inboxQuery(STRANGER))).pages[0]?.notices).toEqual([]);
  });

  it('the milestones that one’s coins reached, and nobody else’s', async () => {
    await run(
      `insert into public.notices (user_id, kind, performance_id, holders, created_at)
       select user_id, 'holders', id, n, '2026-02-03T04:05:06Z' from public.performances, unnest(array[10, 100]) n where title = 'Take 2'`,
    );
    await run('update public.performance_coins set holders_count = 120');
    await signIn(NIA);
    const at = Date.parse('2026-02-03T04:05:06Z');
    const coin = { performanceId: COINED, symbol: 'TAKE', holders: 120 };
    const reached = [100, 10].map(holders => ({ holders, at }));
    expect(await client.fetchQuery(milestonesQuery(NIA))).toEqual([{ ...coin, reached }]);
    await signIn(STRANGER);
    expect(await client.fetchQuery(milestonesQuery(STRANGER))).toEqual([]);
    // What a coin's creator was told is nobody else's, whoever asks for it.
    expect(await client.fetchQuery(milestonesQuery(NIA))).toEqual([{ ...coin, reached: [] }]);
    await run(`delete from public.notices where kind = 'holders'`);
  });

  it('no page for what is hidden, not for its author either', async () => {
    await signIn(NIA);
    expect(await client.fetchQuery(performanceQuery(HIDDEN))).toBeNull();
  });
});
