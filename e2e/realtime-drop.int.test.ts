import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@supabase/supabase-js';
import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { importJWK, SignJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { localConfig, urlOf } from '../local/config.ts';
import { type SupabasePart, startSupabase } from '../local/supabase/index.ts';
import { type FaultProxy, startFaultProxy } from '../local/supabase/testing/fault-proxy.ts';
import { withDatabase } from '../local/supabase/with-database.ts';
import { metricsQuery } from '../web/features/engagement/engagement-queries.ts';
import { connectionStore } from '../web/lib/connection.ts';
import { METRICS_COLUMNS, type Metrics, metricsRow, newest } from '../web/lib/metrics.ts';
import { listen } from '../web/lib/realtime-topics.ts';
import { watchRoom } from '../web/lib/room.ts';
import { type Session, sessionStore } from '../web/lib/session.ts';

/** The network between the clients and Realtime breaks for a moment, for a while, and without a word; the database goes on meanwhile. */
const TAKE = '00000000-0000-4000-8000-000000000101';
let dataDir = '';
let part: SupabasePart;
let proxy: FaultProxy;
let address = '';
let issuer = '';

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'gigavibe-drop-'));
  const config = localConfig({ firstPort: 31_500, dataDir });
  part = await startSupabase(config, {}, undefined, { functions: { folder: dataDir } });
  proxy = await startFaultProxy(31_520, config.ports.gateway);
  issuer = urlOf(config, 'gateway');
  address = urlOf(config, 'gateway').replace(/\d+$/, '31520');
  await withDatabase(part.url, async db => db.query(await readFile(new URL('seed.sql', import.meta.url), 'utf8')));
  vi.stubEnv('VITE_SUPABASE_URL', address);
  vi.stubEnv('VITE_SUPABASE_PUBLISHABLE_KEY', part.keys.publishableKey);
  for (const name of ['QUICK_AUTH_ORIGIN', 'BASE_RPC_URL', 'APP_URL', 'IPFS_GATEWAY_URLS']) vi.stubEnv(`VITE_${name}`, address);
  vi.stubEnv('VITE_ETH_USD_FEED_ADDRESS', `0x${'1'.repeat(40)}`);
});
afterAll(async () => {
  await proxy?.stop();
  await part?.stop();
  await rm(dataDir, { recursive: true, force: true });
});
beforeEach(() => proxy.mend());

/** One more like, so many times; resolves with the version of the last. */
const like = (times: number) =>
  withDatabase(part.url, async db => {
    let version = 0;
    for (let i = 0; i < times; i += 1) {
      const { rows } = await db.query<{ version: string }>(
        'update public.performance_metrics set likes_count = likes_count + 1, version = version + 1 where performance_id = $1 returning version',
        [TAKE],
      );
      version = Number(rows[0]?.version);
    }
    return version;
  });

type Screen = {
  seen: number[];
  joins: () => number;
  /** How often the client noticed that the line was gone. */
  losses?: () => number;
  leave: () => void;
};

/** As the app's screens do it: the query, the channel, the cache between them. */
function appScreen(): Screen {
  const cache = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const query = metricsQuery(TAKE);
  const seen: number[] = [];
  let joins = 0;
  const observer = new QueryObserver(cache, query);
  const unobserve = observer.subscribe(({ data }) => {
    if (data && data.version !== seen.at(-1)) seen.push(data.version);
  });
  const unlisten = listen(`performance:${TAKE}`, {
    onEvent: (event, payload) => {
      const tick = metricsRow.safeParse(payload);
      if (event === 'metrics' && tick.success) cache.setQueryData(query.queryKey, tick.data);
    },
    onJoin: () => {
      joins += 1;
      void cache.invalidateQueries({ queryKey: query.queryKey });
    },
  });
  const leave = () => {
    unlisten();
    unobserve();
    cache.clear();
  };
  return { seen, joins: () => joins, leave };
}

/** As anybody may do it with the whole supabase-js client. */
function clientScreen(vsn: string): Screen {
  const client = createClient(address, part.keys.publishableKey, {
    realtime: { vsn, heartbeatIntervalMs: 500, reconnectAfterMs: () => 100 },
  });
  const seen: number[] = [];
  let known: Metrics | null = null;
  let [joins, losses] = [0, 0];
  const take = (row: unknown) => {
    const next = newest(known, metricsRow.parse(row));
    if (next !== known) seen.push(next.version);
    known = next;
  };
  client
    .channel(`performance:${TAKE}`, { config: { private: true } })
    .on('broadcast', { event: 'metrics' }, message => take(message.payload))
    .subscribe(async status => {
      if (status !== 'SUBSCRIBED') {
        losses += 1;
        return;
      }
      joins += 1;
      take((await client.from('performance_metrics').select(METRICS_COLUMNS).eq('performance_id', TAKE).single()).data);
    });
  return {
    seen,
    joins: () => joins,
    losses: () => losses,
    leave: () => void client.removeAllChannels().then(() => client.realtime.disconnect()),
  };
}

const screens: [string, () => Screen][] = [
  ['the app', appScreen],
  ['supabase-js, version 1.0.0', () => clientScreen('1.0.0')],
  ['supabase-js, version 2.0.0', () => clientScreen('2.0.0')],
];
const arrives = (screen: Screen, version: number) =>
  expect.poll(() => screen.seen.at(-1), { timeout: 50_000, interval: 20 }).toBe(version);

describe.each(screens)('%s', (_, open) => {
  it('misses nothing, shows nothing twice and never goes back, however often the line drops', async () => {
    const screen = open();
    await expect.poll(screen.joins, { timeout: 20_000 }).toBeGreaterThan(0);
    await arrives(screen, await like(3));
    // Drops of a moment, each while likes go on.
    for (let drop = 0; drop < 3; drop += 1) {
      const before = screen.joins();
      proxy.cut();
      const version = await like(20);
      proxy.mend();
      await expect.poll(screen.joins, { timeout: 30_000 }).toBeGreaterThan(before);
      await arrives(screen, version);
      await arrives(screen, await like(1));
    }
    // A network that is gone without a word is noticed by its silence.
    if (screen.losses) {
      const [before, losses] = [screen.joins(), screen.losses()];
      proxy.freeze();
      const version = await like(5);
      await expect.poll(screen.losses, { timeout: 20_000 }).toBeGreaterThan(losses);
      proxy.mend();
      await expect.poll(screen.joins, { timeout: 30_000 }).toBeGreaterThan(before);
      await arrives(screen, version);
    }
    expect(screen.seen).toEqual([...new Set(screen.seen)].toSorted((a, b) => a - b));
    screen.leave();
  });
});

it('while live updates stay away the app says so and reads again; it is live again by itself', async () => {
  const screen = appScreen();
  await expect.poll(screen.joins, { timeout: 20_000 }).toBeGreaterThan(0);
  proxy.cut();
  await expect.poll(() => connectionStore.get(), { timeout: 20_000 }).toMatchObject({ online: true, live: false });
  await arrives(screen, await like(2));
  await arrives(screen, await like(2));
  proxy.mend();
  await expect.poll(() => connectionStore.get().live, { timeout: 30_000 }).toBe(true);
  await arrives(screen, await like(1));
  expect(screen.seen).toEqual([...new Set(screen.seen)].toSorted((a, b) => a - b));
  screen.leave();
});

const NIA = '00000000-0000-4000-8000-000000000001';

/** A session of Nia that is over in so many seconds. */
async function sessionFor(seconds: number): Promise<{ token: string; endsAt: number }> {
  const { signingKey } = part.keys;
  const endsAt = Math.ceil(Date.now() / 1000) + seconds;
  const token = await new SignJWT({ role: 'authenticated', session_id: 's' })
    .setProtectedHeader({ alg: 'ES256', kid: signingKey.kid })
    .setIssuer(`${issuer}/auth/v1`)
    .setAudience('authenticated')
    .setSubject(NIA)
    .setExpirationTime(endsAt)
    .sign(await importJWK(signingKey, 'ES256'));
  return { token, endsAt: endsAt * 1000 };
}

type Inbox = { heard: unknown[]; joins: () => number; renew: (token: string) => void; leave: () => void };

/** The private topic of a person, in the app. */
function appInbox(): Inbox {
  const heard: unknown[] = [];
  let joins = 0;
  let unlisten = () => {};
  const renew = (accessToken: string) => {
    sessionStore.set({ accessToken, expiresAt: Date.now() + 3_600_000, user: { id: NIA } } as Session);
    if (joins === 0) unlisten = listen(`stage:${NIA}`, { onEvent: (_, said) => heard.push(said), onJoin: () => joins++ });
  };
  const leave = () => {
    unlisten();
    sessionStore.set(null);
  };
  return { heard, joins: () => joins, renew, leave };
}

/** The same with the whole client. */
function clientInbox(vsn: string): Inbox {
  const heard: unknown[] = [];
  let joins = 0;
  let current: string | null = null;
  const client = createClient(address, part.keys.publishableKey, {
    accessToken: async () => current,
    realtime: { vsn, heartbeatIntervalMs: 500, reconnectAfterMs: () => 100 },
  });
  const renew = (token: string) => {
    const first = current === null;
    current = token;
    void client.realtime.setAuth().then(() => {
      if (!first) return;
      client
        .channel(`stage:${NIA}`, { config: { private: true } })
        .on('broadcast', { event: '*' }, message => heard.push(message.payload))
        .subscribe(status => {
          if (status === 'SUBSCRIBED') joins += 1;
        });
    });
  };
  return {
    heard,
    joins: () => joins,
    renew,
    leave: () => void client.removeAllChannels().then(() => client.realtime.disconnect()),
  };
}

it('a person’s channel outlives the token that opened it, on an open line and across a drop', async () => {
  const inboxes = [appInbox(), clientInbox('1.0.0'), clientInbox('2.0.0')];
  const over = (endsAt: number) => expect.poll(() => Date.now() > endsAt + 500, { timeout: 20_000, interval: 50 }).toBe(true);
  const say = (text: string) =>
    withDatabase(part.url, db =>
      db.query(`select realtime.send(jsonb_build_object('text', $1::text), 'notice', $2, true)`, [text, `stage:${NIA}`]),
    );
  const allHear = (text: string) =>
    expect
      .poll(() => inboxes.map(({ heard }) => (heard.at(-1) as { text?: string } | undefined)?.text), { timeout: 30_000 })
      .toEqual([text, text, text]);
  const renew = ({ token }: { token: string }) => inboxes.forEach(inbox => void inbox.renew(token));

  const first = await sessionFor(3);
  renew(first);
  await expect.poll(() => inboxes.every(({ joins }) => joins() > 0), { timeout: 20_000 }).toBe(true);
  const second = await sessionFor(7);
  renew(second);
  await over(first.endsAt);
  await say('after the first token');
  await allHear('after the first token');

  const before = inboxes.map(({ joins }) => joins());
  proxy.cut();
  renew(await sessionFor(3_600));
  await over(second.endsAt);
  proxy.mend();
  await expect.poll(() => inboxes.every(({ joins }, i) => joins() > (before[i] ?? 0)), { timeout: 30_000 }).toBe(true);
  // The app reads again also while it is away: it has joined when it says that it is live.
  await expect.poll(() => connectionStore.get().live, { timeout: 30_000 }).toBe(true);
  await say('after the second');
  await allHear('after the second');
  for (const inbox of inboxes) inbox.leave();
});

it('counts who has a take open, and sees them leave', async () => {
  const [seen, counts, told] = [[] as number[], [] as number[], [] as string[]];
  sessionStore.set({
    accessToken: (await sessionFor(3_600)).token,
    expiresAt: Date.now() + 3_600_000,
    user: { id: NIA },
  } as Session);
  const leave = watchRoom(`room:${TAKE}`, true, people => seen.push(people));
  await expect.poll(() => seen.at(-1), { timeout: 20_000 }).toBe(1);
  const visitor = createClient(address, part.keys.publishableKey);
  const room = visitor.channel(`room:${TAKE}`, { config: { private: true, presence: { enabled: true } } });
  const note = () => {
    counts.push(Object.keys(room.presenceState()).length);
    told.push(JSON.stringify(room.presenceState()));
  };
  room.on('presence', { event: 'sync' }, note).subscribe();
  await expect.poll(() => counts.at(-1), { timeout: 20_000 }).toBe(1);
  // A visitor looks without being seen, and is not told who is there.
  expect(seen.at(-1)).toBe(1);
  expect(told.join()).not.toContain(NIA);
  leave();
  await expect.poll(() => counts.at(-1), { timeout: 20_000 }).toBe(0);
  sessionStore.set(null);
  await visitor.removeAllChannels();
  await visitor.realtime.disconnect();
});
