import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { QueryClient } from '@tanstack/react-query';
import { importJWK, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { localConfig, urlOf } from '../local/config.ts';
import { type SupabasePart, startSupabase } from '../local/supabase/index.ts';
import { withDatabase } from '../local/supabase/with-database.ts';
import { chainsQuery, movesQuery } from '../web/features/chains/chain-queries.ts';
import { freeTakesQuery } from '../web/features/chains/free-takes-query.ts';
import { followedQuery, followersQuery } from '../web/features/creators/follow-queries.ts';
import { climbQuery, metricsQuery, receiptQuery, recentQuery } from '../web/features/engagement/engagement-queries.ts';
import { announcedQuery, ownLaunchesQuery, ownTakesQuery } from '../web/features/launches/launch-queries.ts';
import { coinQuery, ownTradesQuery, pricesQuery } from '../web/features/markets/coin-queries.ts';
import { allCoinsQuery, sparksQuery } from '../web/features/markets/portfolio/portfolio-queries.ts';
import { answerCopy, copiesQuery } from '../web/features/moderation/copy-queries.ts';
import { holdsQuery, sendAppeal } from '../web/features/moderation/holds-query.ts';
import { decide, waitingQuery } from '../web/features/moderation/moderation-queries.ts';
import { sendReport } from '../web/features/moderation/send-report.ts';
import {
  FIRST_SETTINGS,
  inboxQuery,
  markRead,
  saveSettings,
  settingsQuery,
} from '../web/features/notifications/notice-queries.ts';
import { unreadQuery } from '../web/features/notifications/unread-query.ts';
import { FEEDS } from '../web/features/performances/feed-order.ts';
import { feedQuery } from '../web/features/performances/feed-query.ts';
import { ownDraftQuery } from '../web/features/performances/own-draft-query.ts';
import { performanceQuery } from '../web/features/performances/performance-query.ts';
import { searchQuery } from '../web/features/search/search-query.ts';
import { env } from '../web/lib/env.ts';
import { sessionStore } from '../web/lib/session.ts';
import { supabase, written } from '../web/lib/supabase.ts';

const NIA = '00000000-0000-4000-8000-000000000001';
const STRANGER = '00000000-0000-4000-8000-000000000002';
const CLIMBING = '00000000-0000-4000-8000-000000000101';
const COINED = '00000000-0000-4000-8000-000000000102';
const HIDDEN = '00000000-0000-4000-8000-000000000130';
const COIN = '0x00000000000000000000000000000000000000c1';
/** Beyond 2^53: a number anywhere on the way would lose its last digits. */
const PRICE = 90071992547409931234567n;

let dataDir = '';
let part: SupabasePart;
const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'gigavibe-queries-'));
  const config = localConfig({ firstPort: 25_200, dataDir });
  part = await startSupabase(config, {});
  await withDatabase(part.url, async db => db.query(await readFile(new URL('seed.sql', import.meta.url), 'utf8')));
  const build = {
    VITE_SUPABASE_URL: urlOf(config, 'gateway'),
    VITE_SUPABASE_PUBLISHABLE_KEY: part.keys.publishableKey,
    VITE_QUICK_AUTH_ORIGIN: urlOf(config, 'quickAuth'),
    VITE_BASE_RPC_URL: urlOf(config, 'chain'),
    VITE_APP_URL: urlOf(config, 'web'),
    VITE_IPFS_GATEWAY_URLS: urlOf(config, 'ipfs'),
    VITE_ETH_USD_FEED_ADDRESS: COIN,
  };
  for (const [name, value] of Object.entries(build)) vi.stubEnv(name, value);
});

afterAll(async () => {
  await part.stop();
  await rm(dataDir, { recursive: true, force: true });
});

describe('what the app asks of the database, as a visitor', () => {
  it.each(FEEDS)('the feed %s: every page, nothing twice, nothing hidden', async feed => {
    const { pages } = await client.fetchInfiniteQuery({ ...feedQuery(feed), pages: 10 });
    const ids = pages.flatMap(page => page.takes.map(take => take.id));
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).not.toContain(HIDDEN);
    // Rising leaves out the one that has crossed.
    expect(ids).toHaveLength(feed === 'rising' ? 28 : 29);
  });

  it('a performance, and none that is hidden', async () => {
    expect(await client.fetchQuery(performanceQuery(COINED))).toMatchObject({ id: COINED, title: 'Take 2' });
    expect(await client.fetchQuery(performanceQuery(HIDDEN))).toBeNull();
  });

  it('search, page after page, for people and takes', async () => {
    const { pages } = await client.fetchInfiniteQuery({ ...searchQuery('take'), pages: 3 });
    const found = pages.flatMap(page => page.found.map(each => each.id));
    expect([pages.length, found.length, new Set(found).size]).toEqual([2, 29, 29]);
    const [first] = (await client.fetchInfiniteQuery(searchQuery('nía'))).pages[0]?.found ?? [];
    expect(first).toMatchObject({ kind: 'person', name: 'Nia' });
  });

  it('its counters, climb, receipt and latest reactions', async () => {
    expect(await client.fetchQuery(metricsQuery(CLIMBING))).toMatchObject({ version: 1 });
    expect(await client.fetchQuery(climbQuery(CLIMBING))).toHaveLength(5);
    expect(await client.fetchQuery(receiptQuery(COINED))).toMatchObject({
      score: 101.5,
      people: 78,
      leftOutFor: { lowScore: 3, circleCap: 1 },
    });
    expect(await client.fetchQuery(receiptQuery(CLIMBING))).toBeNull();
    expect(JSON.stringify(await client.fetchQuery(recentQuery(CLIMBING)))).toContain('Mei');
  });

  it('its coin, prices and trades to the last wei', async () => {
    expect(await client.fetchQuery(coinQuery(COINED))).toMatchObject({ price: PRICE });
    expect(await client.fetchQuery(coinQuery(CLIMBING))).toBeNull();
    expect(await client.fetchQuery(pricesQuery(COIN, 'All'))).toMatchObject([{ price: PRICE }]);
    expect(await client.fetchQuery(ownTradesQuery(['0x00000000000000000000000000000000000000b1']))).toMatchObject([
      { side: 'buy', coinAmount: 123456789012345678901234567890n },
    ]);
  });

  it('all coins with their performances, and their course', async () => {
    const coins = await client.fetchQuery(allCoinsQuery);
    expect(coins).toMatchObject([{ title: 'Take 2' }]);
    const sparks = await client.fetchQuery(sparksQuery([COIN], Date.now()));
    expect(JSON.stringify([...sparks], (_, value) => (typeof value === 'bigint' ? String(value) : value))).toContain(
      String(PRICE),
    );
  });

  it('announced launches, and a performer’s takes', async () => {
    expect(await client.fetchQuery(announcedQuery(COINED))).toMatchObject({ status: 'open' });
    expect(await client.fetchQuery(announcedQuery(CLIMBING))).toBeNull();
    expect(await client.fetchQuery(ownTakesQuery(NIA))).toHaveLength(12);
  });
});

async function signIn(id: string): Promise<void> {
  const accessToken = await new SignJWT({ role: 'authenticated', fid: 1 })
    .setProtectedHeader({ alg: 'ES256', kid: part.keys.signingKey.kid })
    .setSubject(id)
    .setIssuer(`${env().supabaseUrl}/auth/v1`)
    .setAudience('authenticated')
    .setExpirationTime('1h')
    .sign(await importJWK(part.keys.signingKey, 'ES256'));
  const user = { id, fid: 1, displayName: 'Nia', username: 'nia', avatarUrl: null, walletAddress: null };
  sessionStore.set({ accessToken, expiresAt: Date.now() + 3_600_000, refreshToken: null, signedBy: null, user });
}

describe('what the app asks of the database, signed in', () => {
  it('the launches of one’s own, and nobody else’s that are not announced', async () => {
    await signIn(NIA);
    const own = await client.fetchQuery(ownLaunchesQuery(NIA));
    expect(own.map(launch => launch.status).sort()).toEqual(['detected', 'open']);
    client.clear();
    await signIn(STRANGER);
    expect((await client.fetchQuery(ownLaunchesQuery(NIA))).map(launch => launch.status)).toEqual(['open']);
  });

  it('a take that was kept and never cast: its author alone, as such', async () => {
    const draft = '00000000-0000-4000-8000-000000000190';
    await withDatabase(part.url, db =>
      db.query(
        `insert into public.performances (id, user_id, title, poster_lines, kind, ink, status)
          values ($1, $2, 'Kept', array['Kept'], 'song', 'teal', 'draft')`,
        [draft, NIA],
      ),
    );
    await signIn(NIA);
    client.clear();
    expect(await client.fetchQuery(ownDraftQuery(draft, NIA))).toEqual({ title: 'Kept', castText: 'Kept — song' });
    const text = 'Kept — song\n\nOne take.';
    await withDatabase(part.url, db => db.query('update public.performances set cast_text = $2 where id = $1', [draft, text]));
    client.clear();
    expect(await client.fetchQuery(ownDraftQuery(draft, NIA))).toEqual({ title: 'Kept', castText: text });
    expect(await client.fetchQuery(ownDraftQuery(COINED, NIA))).toBeNull();
    expect(await client.fetchQuery(performanceQuery(draft))).toBeNull();
    await signIn(STRANGER);
    client.clear();
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
    await withDatabase(part.url, async db => {
      await db.query(`
        with people as (insert into public.users (display_name) select 'P' from generate_series(1, 1100) returning id)
        insert into public.follows (follower_id, creator_id) select '${STRANGER}', id from people`);
      await db.query(`
        insert into public.performance_scores (performance_id, at, score)
        select '${HIDDEN}', now() - n * interval '1 minute', n from generate_series(1, 700) n`);
      await db.query(`update public.performances set status = 'live' where id = '${HIDDEN}'`);
    });
    expect(await client.fetchQuery(followedQuery(STRANGER))).toHaveProperty('size', 1_100);
    expect(await client.fetchQuery(climbQuery(HIDDEN))).toHaveLength(600);
    await withDatabase(part.url, async db => {
      await db.query(`update public.performances set status = 'hidden' where id = '${HIDDEN}'`);
      await db.query(`delete from public.users where display_name = 'P'`);
    });
  });

  it('a report, once and again', async () => {
    await signIn(STRANGER);
    await sendReport({ kind: 'take', id: CLIMBING }, 'spam', '');
    await sendReport({ kind: 'take', id: CLIMBING }, 'hate', 'again');
    expect(await supabase().from('reports').select('reason')).toMatchObject({ data: [{ reason: 'spam' }] });
  });

  it('what is held: hidden by an operator, appealed against, answered; two claims on a take as one', async () => {
    const [LIKE, COPY, OLDER] = ['103', '104', '105'].map(end => `00000000-0000-4000-8000-000000000${end}`);
    const CHAIN = '00000000-0000-4000-8000-0000000000d1';
    await withDatabase(part.url, db =>
      db.query(`insert into private.operators (user_id) values ('${STRANGER}');
        insert into public.dance_chains (id, kind, title, poster_lines, ink, started_by) values ('${CHAIN}', 'song', 'Round', '{ROUND}', 'teal', '${NIA}');
        insert into public.copy_claims (performance_id, of_performance_id, because, difference) values ('${COPY}', '${LIKE}', 'alike', 0.1), ('${COPY}', '${OLDER}', 'same-bytes', null)`),
    );
    const asOperator = () => signIn(STRANGER).then(() => client.clear());
    const held = async () => {
      await signIn(NIA);
      client.clear();
      return client.fetchQuery(holdsQuery(NIA));
    };
    await asOperator();
    await decide({ kind: 'chain', id: CHAIN }, 'hide', 'Hateful title');
    expect(await client.fetchQuery(chainsQuery)).toEqual([]);
    const [chain, copy] = await held();
    expect(chain).toMatchObject({ kind: 'chain', title: 'Round', note: 'Hateful title', state: 'open' });
    expect(copy).toMatchObject({ id: COPY, because: 'copy', state: 'open', like: [{ title: 'Take 3' }, { title: 'Take 5' }] });
    if (!chain || !copy) throw new Error('nothing is held');
    for (const hold of [chain, copy]) await sendAppeal(hold, 'It is mine');
    await expect(sendAppeal(chain, 'Again')).rejects.toMatchObject({ code: 'moderation/changed' });
    expect((await held()).map(({ state, appeal }) => [state, appeal])).toEqual(Array(2).fill(['waiting', 'It is mine']));
    await asOperator();
    expect(await client.fetchQuery(holdsQuery(STRANGER))).toEqual([]);
    expect((await client.fetchQuery(waitingQuery))[0]).toMatchObject({
      kind: 'chain',
      hidden: true,
      creator: { name: 'Nia' },
      note: 'Hateful title',
      appeal: 'It is mine',
    });
    const [waiting, ...more] = await client.fetchQuery(copiesQuery);
    expect([waiting?.claims.length, waiting?.note, waiting?.appeal, more]).toEqual([2, null, 'It is mine', []]);
    const claims = waiting?.claims.map(({ claim }) => claim) ?? [];
    await answerCopy(claims, 'own', 'I heard both');
    await expect(answerCopy(claims, 'copy', 'Or not')).rejects.toMatchObject({ code: 'moderation/changed' });
    await decide({ kind: 'chain', id: CHAIN }, 'show', 'Not hateful');
    expect(await client.fetchQuery(chainsQuery)).toMatchObject([{ title: 'Round' }]);
    expect((await held()).map(({ state, note }) => [state, note])).toEqual([
      ['cleared', 'Not hateful'],
      ['cleared', 'I heard both'],
    ]);
  });

  it('one move of a chain: hidden, its place stays; its dancer alone sees it, and why', async () => {
    const [CHAIN, FIRST, SECOND] = ['d2', 'd3', 'd4'].map(end => `00000000-0000-4000-8000-0000000000${end}`) as [
      string,
      string,
      string,
    ];
    await withDatabase(part.url, db =>
      db.query(`insert into public.dance_chains (id, kind, title, poster_lines, ink, started_by) values ('${CHAIN}', 'dance', 'Steps', '{STEPS}', 'teal', '${STRANGER}');
        insert into public.dance_moves (id, chain_id, parent_id, depth, user_id, name) values
          ('${FIRST}', '${CHAIN}', null, 1, '${STRANGER}', 'Wave'), ('${SECOND}', '${CHAIN}', '${FIRST}', 2, '${NIA}', 'Rude turn')`),
    );
    await signIn(STRANGER);
    const [free] = await client.fetchQuery(freeTakesQuery(NIA, 'song'));
    const beside = (take: string | null) =>
      withDatabase(part.url, db => db.query('update public.dance_moves set performance_id = $1 where id = $2', [take, SECOND]));
    await beside(free?.id ?? '');
    client.clear();
    expect(await client.fetchQuery(freeTakesQuery(NIA, 'song'))).not.toContainEqual(free);
    await beside(null);
    await sendReport({ kind: 'move', id: SECOND }, 'hate', '');
    client.clear();
    const [waiting] = await client.fetchQuery(waitingQuery);
    expect(waiting).toMatchObject({ kind: 'move', id: SECOND, pageId: CHAIN, title: 'Rude turn in Steps', reports: 1 });
    await decide({ kind: 'move', id: SECOND }, 'hide', 'Rude');
    client.clear();
    const seen = await client.fetchQuery(movesQuery(CHAIN));
    expect(seen.map(link => ('name' in link ? link.name : link))).toEqual([
      'Wave',
      { id: SECOND, parentId: FIRST, depth: 2, createdAt: expect.any(Number) },
    ]);
    await signIn(NIA);
    client.clear();
    expect(await client.fetchQuery(movesQuery(CHAIN))).toMatchObject([{ hidden: false }, { name: 'Rude turn', hidden: true }]);
    const hold = (await client.fetchQuery(holdsQuery(NIA))).find(({ kind }) => kind === 'move');
    expect(hold).toMatchObject({ id: SECOND, title: 'Rude turn in Steps', note: 'Rude', state: 'open' });
    if (hold) await sendAppeal(hold, 'It is a turn');
    await signIn(STRANGER);
    await decide({ kind: 'move', id: SECOND }, 'show', 'So it is');
    client.clear();
    expect(await client.fetchQuery(movesQuery(CHAIN))).toMatchObject([{ name: 'Wave' }, { name: 'Rude turn', hidden: false }]);
  });

  it('one’s own inbox, read and unread, and quiet hours', async () => {
    await signIn(NIA);
    client.clear();
    expect(await client.fetchQuery(unreadQuery(NIA))).toBe(2);
    const { pages } = await client.fetchInfiniteQuery(inboxQuery(NIA));
    const notices = pages.flatMap(page => page.notices);
    expect(notices.map(({ kind, title, isRead }) => [kind, title, isRead])).toEqual([
      ['crossed', expect.stringMatching(/^Take [23]$/), false],
      ['crossed', expect.stringMatching(/^Take [23]$/), false],
    ]);
    await markRead(notices.slice(1).map(notice => notice.id));
    client.clear();
    expect(await client.fetchQuery(unreadQuery(NIA))).toBe(1);
    expect(await client.fetchQuery(settingsQuery(NIA))).toEqual(FIRST_SETTINGS);
    const quiet = { timeZone: 'Europe/Stockholm', quiet: true, from: 1380, until: 420 };
    for (const from of [1350, 1380]) await saveSettings(NIA, { ...quiet, from });
    client.clear();
    expect(await client.fetchQuery(settingsQuery(NIA))).toEqual(quiet);
    await signIn(STRANGER);
    client.clear();
    expect((await client.fetchInfiniteQuery(inboxQuery(STRANGER))).pages[0]?.notices).toEqual([]);
  });

  it('no page for what is hidden, not for its author either', async () => {
    await signIn(NIA);
    client.clear();
    expect(await client.fetchQuery(performanceQuery(HIDDEN))).toBeNull();
  });
});
