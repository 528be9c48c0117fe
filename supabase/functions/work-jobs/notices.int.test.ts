import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { sendNotificationRequestSchema } from '@farcaster/miniapp-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openTestDatabase } from '../../../local/supabase/testing/open-test-database.ts';
import { unixMs } from '../../../shared/kernel/units.ts';
import { noticeHandler } from '../../../shared/notifications/send-notices.ts';
import { watchersHandler } from '../../../shared/notifications/tell-watchers.ts';
import { stepJobs } from '../../../shared/ops/step-jobs.ts';
import { hostNotifications } from '../_shared/adapters/host-notifications.ts';
import { jobStore } from '../_shared/stores/jobs.ts';
import { miniAppEventRecorder } from '../_shared/stores/notification-tokens.ts';
import { noticeStore, watcherTeller } from '../_shared/stores/notifications.ts';

const ORIGIN = 'http://127.0.0.1:29279';
const URL_OF_HOST = `${ORIGIN}/v1/frame-notifications`;
const CLIENT = 9152;

const { admin, db } = openTestDatabase(29_270);
let host: Server;
let clock = 0;
/** What the host was asked, and how it answers. */
let asked: { notificationId: string; title: string; body: string; targetUrl: string; tokens: string[] }[] = [];
let answer: (tokens: string[]) => {
  status?: number;
  successfulTokens?: string[];
  invalidTokens?: string[];
  rateLimitedTokens?: string[];
};
const record = (...event: Parameters<ReturnType<typeof miniAppEventRecorder>>) => miniAppEventRecorder(db)(...event);

beforeAll(async () => {
  host = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = sendNotificationRequestSchema.parse(
      JSON.parse(Buffer.concat(chunks).toString().replace('http://app', 'https://app')),
    );
    asked.push(body);
    const { status = 200, ...result } = answer(body.tokens);
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ result: { successfulTokens: [], invalidTokens: [], rateLimitedTokens: [], ...result } }));
  });
  await new Promise<void>(done => host.listen(29_279, '127.0.0.1', done));
});
afterAll(async () => {
  host?.close();
});
beforeEach(() => {
  asked = [];
  answer = tokens => ({ successfulTokens: tokens });
  // Later than any row of the test, however slow its writing is.
  clock = Date.now() + 60_000;
});
afterEach(() => admin`delete from public.jobs`);

let people = 0;
/** A creator with a client that may notify them. */
async function creator({ token = `token-${randomUUID()}` as string | null } = {}) {
  const [id, fid] = [randomUUID(), 70_000 + people++];
  await admin`insert into public.users (id, farcaster_fid, display_name) values (${id}, ${fid}, 'Nia')`;
  if (token) await record({ fid, appFid: CLIENT, says: 'may-notify', url: URL_OF_HOST, token });
  return { id, fid, token };
}

/** A take of theirs crosses the line. */
async function cross(userId: string, title: string) {
  const [row] = await admin<{ id: string }[]>`
    insert into public.performances (user_id, title, poster_lines, kind, ink, cast_at) values (${userId}, ${title}, '{T}', 'song', 'amber', now()) returning id`;
  const performanceId = row?.id ?? '';
  await admin`
    insert into public.viral_queue (performance_id, user_id, detection_score, rule_version, decided_at, ticker)
    values (${performanceId}, ${userId}, 200, 'v', now(), 'NIGHTBUS')`;
  return performanceId;
}

const work = (at = clock) => {
  const now = () => unixMs(at);
  const handler = noticeHandler(
    { store: noticeStore(db), send: hostNotifications({ origins: [ORIGIN] }), now },
    { appUrl: 'https://app.example', consentHours: 24 },
  );
  const handlers = { notice: handler, watchers: watchersHandler({ tell: watcherTeller(db), now }) };
  return stepJobs({ store: jobStore(db), clock: { now }, random: () => 0.5 }, handlers, 1);
};
const launchOf = async (performanceId: string) => {
  const [row] = await admin<
    { consent_expires_at: Date | null }[]
  >`select consent_expires_at from public.viral_queue where performance_id = ${performanceId}`;
  return row?.consent_expires_at?.getTime() ?? null;
};

describe('a notice', () => {
  it('reaches the client of a creator whose take crossed, and begins the time to decide', async () => {
    const nia = await creator();
    const take = await cross(nia.id, 'Night bus home');
    expect(await launchOf(take)).toBeNull();
    expect(await work()).toMatchObject({ done: 1 });
    expect(asked).toEqual([
      expect.objectContaining({
        title: 'Your take crossed the line',
        targetUrl: 'https://app.example/stage',
        tokens: [nia.token],
      }),
    ]);
    expect(await launchOf(take)).toBe(clock + 24 * 3_600_000);
    const [job] = await admin<{ run_at: Date }[]>`select run_at from public.jobs where kind = 'launch'`;
    expect(job?.run_at.getTime()).toBe(clock + 24 * 3_600_000);
  });

  it('that no client takes leaves the time to decide alone', async () => {
    const nia = await creator({ token: null });
    const take = await cross(nia.id, 'Night bus home');
    expect(await work()).toMatchObject({ done: 1 });
    expect([asked, await launchOf(take)]).toEqual([[], null]);
  });

  it('is one with the others of its kind, and the next waits 30 s', async () => {
    const nia = await creator();
    await cross(nia.id, 'Night bus home');
    const second = await cross(nia.id, 'Salt hymn');
    await admin`update public.viral_queue set opens_at = ${new Date(clock + 180_000)}, status = 'pinned' where performance_id = ${second}`;
    await work();
    // The second was answered meanwhile: nobody is asked about it any more.
    expect(asked).toMatchObject([{ title: 'Your take crossed the line', body: expect.stringContaining('Night bus home') }]);
    await work(clock + 29_000);
    expect(asked).toHaveLength(1);
    await work(clock + 31_000);
    expect(asked[1]).toMatchObject({ title: 'Your coin is announced', targetUrl: `https://app.example/p/${second}` });
  });

  it('is sent again as the same one after a crash, a refusal or a busy host', async () => {
    const nia = await creator();
    await cross(nia.id, 'Night bus home');
    answer = () => ({ status: 503 });
    expect(await work()).toMatchObject({ failed: 1 });
    await cross(nia.id, 'Salt hymn');
    answer = tokens => ({ rateLimitedTokens: tokens });
    expect(await work(clock + 5_000)).toMatchObject({ again: 1 });
    answer = tokens => ({ successfulTokens: tokens });
    await work(clock + 40_000);
    expect(new Set(asked.map(each => each.notificationId)).size).toBe(1);
    expect(new Set(asked.map(each => each.body)).size).toBe(1);
    expect(await work(clock + 80_000)).toMatchObject({ done: 1 });
    expect(asked.at(-1)?.body).toContain('Salt hymn');
  });

  it('of a coin that is open by then, or is held, announces nothing', async () => {
    const nia = await creator();
    const [late, held] = [await cross(nia.id, 'Night bus home'), await cross(nia.id, 'Salt hymn')];
    const opensAt = new Date(clock + 180_000);
    await admin`update public.viral_queue set opens_at = ${opensAt}, status = 'pinned', ticker = null where user_id = ${nia.id}`;
    await admin`update public.viral_queue set status = 'open' where performance_id = ${late}`;
    await admin`update public.viral_queue set status = 'held' where performance_id = ${held}`;
    await work(clock + 180_000);
    await work(clock + 240_000);
    expect(asked).toMatchObject([{ title: 'Your coin is open' }]);
  });

  it('goes out again when what held a coin is over and its creator is asked anew, and waits until then', async () => {
    const nia = await creator();
    const take = await cross(nia.id, 'Night bus home');
    const hide = () => admin`
      with hidden as (update public.performances set status = 'hidden' where id = ${take} returning id)
      update public.viral_queue set status = 'held', last_error = 'An operator hid this take.' where performance_id in (select id from hidden)`;
    const show = async () => {
      await admin`update public.performances set status = 'live' where id = ${take}`;
      await admin`select private.release_launch(${take})`;
    };
    await hide();
    await work();
    expect(asked).toEqual([]);
    await show();
    await work();
    expect(asked).toMatchObject([{ title: 'Your take crossed the line' }]);
    await admin`update public.notices set read_at = now() where user_id = ${nia.id}`;
    await hide();
    await show();
    await work(clock + 31_000);
    expect(new Set(asked.map(each => each.notificationId)).size).toBe(2);
    expect(await admin`select from public.notices where user_id = ${nia.id} and read_at is null`).toHaveLength(1);
  });

  it('is tried again while one of two clients is only away, whatever the other one says', async () => {
    const nia = await creator();
    const url = `${URL_OF_HOST}/other`;
    await record({ fid: nia.fid, appFid: CLIENT + 1, says: 'may-notify', url, token: 'away' });
    await cross(nia.id, 'Night bus home');
    answer = tokens => ({ status: tokens.includes('away') ? 503 : 400 });
    expect(await work()).toMatchObject({ failed: 1, buried: 0 });
  });

  it('forgets a token that the host refuses, and no other', async () => {
    const nia = await creator();
    await record({ fid: nia.fid, appFid: CLIENT + 1, says: 'may-notify', url: URL_OF_HOST, token: 'second-client' });
    await cross(nia.id, 'Night bus home');
    answer = () => ({ successfulTokens: ['second-client', 'not-ours'], invalidTokens: [nia.token ?? '', 'not-ours'] });
    await work();
    const left = await admin`select token from private.notification_tokens where fid = ${nia.fid}`;
    expect(left).toEqual([{ token: 'second-client' }]);
    expect(await record({ fid: nia.fid, appFid: CLIENT, says: 'may-notify', url: URL_OF_HOST, token: nia.token ?? '' })).toBe(
      'ignored',
    );
  });

  it('goes out again to who is asked anew for another part, and stands unread once', async () => {
    const [nia, jonas] = [await creator({ token: null }), await creator()];
    const take = await cross(nia.id, 'Night bus home');
    const ask = (bps: number) => admin`
      insert into public.launch_parts (queue_id, user_id, place, bps)
      select id, ${jonas.id}, 0, ${bps} from public.viral_queue where performance_id = ${take}
      on conflict (queue_id, user_id) do update set bps = excluded.bps`;
    await ask(1_000);
    await ask(1_500);
    await work();
    expect(asked).toMatchObject([{ title: 'You are asked to share' }]);
    await ask(2_000);
    await ask(2_500);
    await work(clock + 31_000);
    expect(asked).toHaveLength(2);
    expect(new Set(asked.map(each => each.notificationId)).size).toBe(2);
    expect(await admin`select from public.notices where user_id = ${jonas.id} and read_at is null`).toHaveLength(1);
  });

  it('of a kind that its person muted stays in the inbox', async () => {
    const nia = await creator();
    await admin`insert into public.notice_settings (user_id, muted) values (${nia.id}, '{announced}')`;
    const take = await cross(nia.id, 'Night bus home');
    await admin`update public.viral_queue set opens_at = ${new Date(clock + 180_000)}, status = 'pinned', ticker = null where performance_id = ${take}`;
    await work();
    expect(asked).toEqual([]);
    await admin`update public.notice_settings set muted = '{}' where user_id = ${nia.id}`;
    await admin`select private.tell_people(array[${nia.id}::uuid], 'announced')`;
    await work();
    expect(asked).toMatchObject([{ title: 'Your coin is announced' }]);
  });

  it('waits for the end of the quiet hours of those who said where they are', async () => {
    const nia = await creator();
    await admin`insert into public.notice_settings (user_id, time_zone, quiet, quiet_from, quiet_until) values (${nia.id}, 'UTC', true, 0, 1439)`;
    await cross(nia.id, 'Night bus home');
    const noon = Date.UTC(2030, 0, 1, 12);
    await admin`update public.notices set created_at = ${new Date(noon)} where user_id = ${nia.id}`;
    await work(noon);
    expect(asked).toEqual([]);
    await work(Date.UTC(2030, 0, 1, 23, 59));
    expect(asked).toHaveLength(1);
  });
});

describe('who asked to be told if a take becomes a coin', () => {
  const watch = (userId: string, take: string) =>
    admin`insert into public.launch_watches (user_id, performance_id) values (${userId}, ${take})`;
  let launches = 0;
  // A ticker is one coin's from its announcement on.
  const announce = (take: string) => admin`
    update public.viral_queue set opens_at = ${new Date(clock + 180_000)}, status = 'pinned', ticker = ${`BUS${launches++}`}
    where performance_id = ${take}`;
  const waits = () =>
    expect.poll(async () => (await admin`select from pg_stat_activity where wait_event_type = 'Lock'`).length).toBe(1);
  const told = (userId: string) => admin`select kind, performance_id from public.notices where user_id = ${userId}`;

  it('is told once, when it is announced, and watches no more', async () => {
    const [nia, jonas, mei] = [await creator({ token: null }), await creator(), await creator({ token: null })];
    const take = await cross(nia.id, 'Night bus home');
    await watch(jonas.id, take);
    await watch(mei.id, take);
    await work();
    expect([await told(jonas.id), asked]).toEqual([[], []]);
    await announce(take);
    await work();
    await work(clock + 31_000);
    for (const { id } of [jonas, mei]) expect(await told(id)).toEqual([{ kind: 'launching', performance_id: take }]);
    expect(asked).toEqual([
      expect.objectContaining({
        title: 'A take you watch launches',
        body: 'Night bus home ($BUS0) becomes a coin. You asked to be told. Coins can fall to zero.',
        targetUrl: `https://app.example/p/${take}`,
        tokens: [jonas.token],
      }),
    ]);
    expect(await admin`select from public.launch_watches where performance_id = ${take}`).toEqual([]);
    // Nobody who is told by no client costs a job.
    expect(await admin`select from public.jobs where key = ${`notice:${mei.id}`}`).toEqual([]);
  });

  it('late, when it is announced already, is told too', async () => {
    const [nia, jonas] = [await creator({ token: null }), await creator()];
    const take = await cross(nia.id, 'Night bus home');
    await announce(take);
    await work();
    await watch(jonas.id, take);
    await work();
    expect(await told(jonas.id)).toEqual([{ kind: 'launching', performance_id: take }]);
  });

  it('at the moment in which it is announced is told, whichever of the two is first', async () => {
    const [nia, jonas, mei] = [await creator({ token: null }), await creator(), await creator()];
    const [first, second] = [await cross(nia.id, 'Night bus home'), await cross(nia.id, 'Salt hymn')];
    // Announced, and not committed yet.
    let late: Promise<unknown> = Promise.resolve();
    await admin.begin(async tx => {
      await tx`update public.viral_queue set opens_at = now(), status = 'pinned', ticker = null where performance_id = ${first}`;
      late = watch(jonas.id, first).then(done => done);
      await waits();
    });
    await late;
    // Watched, and not committed yet.
    let announced: Promise<unknown> = Promise.resolve();
    await admin.begin(async tx => {
      await tx`insert into public.launch_watches (user_id, performance_id) values (${mei.id}, ${second})`;
      announced = announce(second).then(done => done);
      await waits();
      await work();
    });
    await announced;
    await work();
    expect([await told(jonas.id), await told(mei.id)]).toEqual([
      [{ kind: 'launching', performance_id: first }],
      [{ kind: 'launching', performance_id: second }],
    ]);
  });

  it('hears nothing of a launch that is held, and is told when it is announced anew', async () => {
    const [nia, jonas] = [await creator({ token: null }), await creator()];
    const take = await cross(nia.id, 'Night bus home');
    await watch(jonas.id, take);
    await announce(take);
    await admin`update public.viral_queue set status = 'held', last_error = 'An operator hid this take.' where performance_id = ${take}`;
    await work();
    expect(await told(jonas.id)).toEqual([]);
    await admin`select private.release_launch(${take})`;
    await announce(take);
    await work();
    expect(await told(jonas.id)).toEqual([{ kind: 'launching', performance_id: take }]);
  });

  it('with thousands of others leaves room for other work', async () => {
    const nia = await creator({ token: null });
    const take = await cross(nia.id, 'Night bus home');
    await admin`
      with many as (
        insert into public.users (farcaster_fid, display_name) select 900_000 + n, 'Fan' from generate_series(1, 230) n returning id)
      insert into public.launch_watches (user_id, performance_id) select id, ${take} from many`;
    await announce(take);
    const left = async () => (await admin`select from public.launch_watches where performance_id = ${take}`).length;
    const seen: number[] = [];
    for (const after of [0, 4_000, 5_000, 10_000]) {
      await work(clock + after);
      seen.push(await left());
    }
    expect(seen).toEqual([130, 130, 30, 0]);
  });
});

it('who danced a move is told through their client that it was answered, in one notification however often', async () => {
  const [nia, jonas] = [await creator(), await creator({ token: null })];
  const [chain] = await admin<{ id: string }[]>`
    insert into public.dance_chains (kind, title, poster_lines, ink, started_by) values ('song', 'Two step', '{TWO}', 'rose', ${nia.id}) returning id`;
  const chainId = chain?.id ?? '';
  const move = async (userId: string, parent: string | null, depth: number) => {
    const [added] = await admin<{ id: string }[]>`
      insert into public.dance_moves (chain_id, parent_id, depth, user_id, name) values (${chainId}, ${parent}, ${depth}, ${userId}, 'Verse') returning id`;
    return added?.id ?? '';
  };
  const first = await move(nia.id, null, 1);
  for (let times = 0; times < 3; times++) await move(jonas.id, first, 2);
  await work();
  await work(clock + 31_000);
  expect(asked).toEqual([
    expect.objectContaining({
      title: 'Your chain goes on',
      body: 'Two step was answered. See what came after your move.',
      targetUrl: `https://app.example/chains/${chainId}`,
      tokens: [nia.token],
    }),
  ]);
  await admin`update public.notices set read_at = now() where user_id = ${nia.id}`;
  await move(jonas.id, first, 2);
  await admin`update public.dance_chains set status = 'hidden' where id = ${chainId}`;
  await work(clock + 62_000);
  expect(asked).toHaveLength(1);
});

describe('what clients say', () => {
  const on = (fid: number, token: string) => ({ fid, appFid: CLIENT, says: 'may-notify' as const, url: URL_OF_HOST, token });
  const off = (fid: number) => ({ fid, appFid: CLIENT, says: 'may-not-notify' as const });

  it('twice changes nothing', async () => {
    expect(await record(on(1, 'a'))).toBe('kept');
    expect(await record(on(1, 'a'))).toBe('ignored');
    expect(await record(off(1))).toBe('dropped');
    expect(await record(off(1))).toBe('ignored');
  });

  it('late does not bring back what was taken back: the same "added" again, after its removal', async () => {
    await record(on(2, 'b'));
    await record(off(2));
    expect(await record(on(2, 'b'))).toBe('ignored');
    expect(await record(on(2, 'b2'))).toBe('kept');
    expect(await record(on(2, 'b'))).toBe('ignored');
  });

  it('in the wrong order ends as the host has it: removed before added, and the host refuses the token', async () => {
    const nia = await creator({ token: null });
    await record(off(nia.fid));
    expect(await record(on(nia.fid, 'of-a-removed-app'))).toBe('kept');
    await cross(nia.id, 'Night bus home');
    answer = tokens => ({ invalidTokens: tokens });
    await work();
    expect(await admin`select token from private.notification_tokens where fid = ${nia.fid}`).toEqual([]);
  });

  it('at the same moment leaves one token', async () => {
    await Promise.all(Array.from({ length: 8 }, (_, i) => record(on(3, `c${i}`))));
    expect(await admin`select from private.notification_tokens where fid = 3`).toHaveLength(1);
  });
});
