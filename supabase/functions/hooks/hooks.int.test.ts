import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { openTestDatabase } from '../../../local/supabase/testing/open-test-database.ts';
import { unixMs } from '../../../shared/kernel/units.ts';
import { DOOR_LIMITS } from '../../../shared/ops/door-limits.ts';
import { connectDatabase, type Database } from '../_shared/adapters/database.ts';
import { miniAppWebhook } from '../_shared/adapters/miniapp-webhook.ts';
import { hmacVerifier } from '../_shared/http/hmac.ts';
import { doorLimiter } from '../_shared/stores/doors.ts';
import { engagementRecorder } from '../_shared/stores/engagement.ts';
import { judgeCast } from '../_shared/stores/engagement-decisions.ts';
import { ruleBook } from '../_shared/stores/engagement-rules.ts';
import { miniAppEventRecorder } from '../_shared/stores/notification-tokens.ts';
import { castRecorder } from '../_shared/stores/performances.ts';
import { APP, newHash, START } from '../_testing/engagement.ts';
import { castBody, reactionBody, signedWebhook } from '../_testing/signed-webhook.ts';
import { makeHandler } from './handler.ts';

const SECRET = 'webhook-secret-of-this-test';

const { admin, db, connect } = openTestDatabase(29_020);
let handler: (request: Request) => Promise<Response>;
const logged: unknown[] = [];
/** What outlives the answers. */
const afterwards: Promise<void>[] = [];
const makeHooks = (pool: Database) =>
  makeHandler({
    verify: hmacVerifier(SECRET),
    recordCast: castRecorder(pool, { appUrl: APP }),
    recordEngagement: engagementRecorder(pool, work => afterwards.push(work)),
    miniApp: {
      read: miniAppWebhook({ findAppKey: async () => null, origins: [] }),
      record: miniAppEventRecorder(pool),
    },
    limit: doorLimiter(pool, Date.now),
    log: error => logged.push(error),
  });
const send = async (body: unknown) => {
  const response = await handler(signedWebhook(body, SECRET));
  const said = (await response.json()) as { result?: string; error?: { code: string } };
  return { status: response.status, ...said };
};

beforeAll(async () => {
  handler = makeHooks(db);
});

describe('hooks', () => {
  it('are no way for a stranger to have a hub asked for ever', async () => {
    const { most } = DOOR_LIMITS.client;
    const knock = async () =>
      (await handler(new Request('http://x/functions/v1/hooks/miniapp', { method: 'POST', body: '{}' }))).status;
    const statuses = await Promise.all(Array.from({ length: most + 5 }, knock));
    expect(statuses.filter(status => status === 400)).toHaveLength(most);
    expect(statuses.filter(status => status === 429)).toHaveLength(5);
  });

  it('turns a cast and its reactions into a performance with metrics', async () => {
    const [hash, id] = [newHash(), randomUUID()];
    expect(await send(castBody({ fid: 1, hash, at: START, urls: [`${APP}/p/${id}`] }))).toEqual({
      status: 200,
      result: 'performance',
    });
    expect(await send(castBody({ fid: 1, hash, at: START, urls: [`${APP}/p/${id}`] }))).toEqual({
      status: 200,
      result: 'duplicate',
    });
    expect(await send(reactionBody({ fid: 2, castHash: hash, at: START + 1 }))).toEqual({ status: 200, result: 'counted' });
    expect(await send(reactionBody({ fid: 2, castHash: hash, at: START + 1 }))).toEqual({ status: 200, result: 'duplicate' });
    expect(await send(reactionBody({ fid: 2, castHash: hash, at: START + 2, kind: 2 }))).toEqual({
      status: 200,
      result: 'counted',
    });
    expect(await send(castBody({ fid: 3, hash: newHash(), at: START + 3, parent: hash }))).toEqual({
      status: 200,
      result: 'counted',
    });
    expect(await send({ type: 'follow.created', data: {} })).toEqual({ status: 200, result: 'ignored' });
    const [row] = await admin`
      select p.title, p.kind, u.farcaster_fid, m.likes_count, m.shares_count, m.replies_count, m.people
      from public.performances p join public.users u on u.id = p.user_id join public.performance_metrics m on m.performance_id = p.id
      where p.id = ${id}`;
    expect(row).toEqual({
      title: 'Night bus home',
      kind: 'song',
      farcaster_fid: '1',
      likes_count: '1',
      shares_count: '1',
      replies_count: '1',
      people: 2,
    });
  });

  it('keeps a second reply of a person when one of two is deleted, in any order', async () => {
    const [hash, id] = [newHash(), randomUUID()];
    await send(castBody({ fid: 1, hash, at: START, urls: [`${APP}/p/${id}`] }));
    const [first, second] = [newHash(), newHash()];
    const reply = (own: string, at: number, deletedAt?: number) =>
      send(castBody({ fid: 8, hash: own, at, parent: hash, ...(deletedAt && { deletedAt }) }));
    const replies = async () => {
      await Promise.all(afterwards);
      return (await admin`select replies_count from public.performance_metrics where performance_id = ${id}`)[0]?.replies_count;
    };
    expect(await reply(first, START + 1)).toMatchObject({ result: 'counted' });
    expect(await reply(second, START + 2)).toMatchObject({ result: 'counted' });
    expect(await replies()).toBe('2');
    expect(await reply(first, START + 1, START + 9)).toMatchObject({ result: 'counted' });
    expect(await replies()).toBe('1');
    const third = newHash();
    expect(await reply(third, START + 3, START + 4)).toMatchObject({ result: 'duplicate' });
    expect(await reply(third, START + 3)).toMatchObject({ result: 'duplicate' });
    expect(await reply(second, START + 2, START + 8)).toMatchObject({ result: 'counted' });
    expect(await replies()).toBe('0');
  });

  it('hides a performance whose cast is deleted, stops its coin, and decides nothing more', async () => {
    const [hash, id] = [newHash(), randomUUID()];
    await send(castBody({ fid: 1, hash, at: START, urls: [`${APP}/p/${id}`] }));
    const like = (fid: number) => send(reactionBody({ fid: 5_000 + fid, castHash: hash, at: START + fid * 1_000, kind: 2 }));
    await Promise.all(Array.from({ length: 150 }, (_, i) => like(i)));
    const queue = () => admin`select status, last_error from public.viral_queue where performance_id = ${id}`;
    expect(await judgeCast(db, ruleBook(), hash, unixMs(START + 80_000_000))).toBe('confirmed');
    expect(await queue()).toMatchObject([{ status: 'detected' }]);
    expect(await send(castBody({ fid: 1, hash, at: START, deletedAt: START + 1_000_000 }))).toMatchObject({
      result: 'performance',
    });
    expect(await queue()).toEqual([{ status: 'held', last_error: 'The cast was deleted.' }]);
    expect(await admin`select status from public.performances where id = ${id}`).toEqual([{ status: 'hidden' }]);
    expect(await like(200)).toMatchObject({ result: 'counted' });
    expect(await send(castBody({ fid: 1, hash, at: START, urls: [`${APP}/p/${id}`] }))).toMatchObject({ result: 'duplicate' });
    expect(await queue()).toMatchObject([{ status: 'held' }]);
  });

  it('asks for the signature before it reads a word', async () => {
    const body = reactionBody({ fid: 2, castHash: newHash(), at: START });
    for (const secret of [null, 'another-secret-of-this-test']) {
      const response = await handler(signedWebhook(body, secret));
      expect(response.status).toBe(401);
      expect(await response.json()).toMatchObject({ error: { code: 'hooks/bad-signature', retryable: false } });
    }
    expect((await handler(signedWebhook('{not json', null))).status).toBe(401);
    expect(await send('{not json')).toMatchObject({ status: 400, error: { code: 'hooks/malformed' } });
  });

  it('never breaks on 2,000 odd bodies, and refuses each unsigned', async () => {
    logged.length = 0;
    const person = fc.record(
      {
        fid: fc.oneof(fc.integer(), fc.string(), fc.double()),
        username: fc.string({ unit: 'binary' }),
        score: fc.oneof(fc.double(), fc.string()),
      },
      { requiredKeys: ['fid'] },
    );
    const odd = fc.oneof(fc.string({ unit: 'binary' }), fc.integer(), fc.constant(null), fc.string());
    const hash = fc.oneof(fc.string(), fc.stringMatching(/^0x[0-9a-fA-F]{40}$/));
    const date = fc.date({ noInvalidDate: true }).map(value => value.toISOString());
    const reaction = fc.record(
      {
        event_timestamp: fc.oneof(date, odd),
        reaction_type: fc.oneof(fc.constantFrom(1, 2), odd),
        user: fc.oneof(person, odd),
        cast: fc.record({ hash }),
      },
      { requiredKeys: [] },
    );
    const embed = fc.oneof(
      fc.record({ url: fc.oneof(fc.webUrl(), fc.constant(`${APP}/p/${randomUUID()}`), fc.string()), metadata: odd }),
      odd,
    );
    const cast = fc.record(
      {
        hash,
        author: person,
        text: fc.string({ unit: 'binary' }),
        timestamp: date,
        embeds: fc.array(embed),
        parent_hash: fc.oneof(hash, odd),
        event_timestamp: odd,
      },
      { requiredKeys: ['hash', 'author'] },
    );
    const type = fc.constantFrom('reaction.created', 'reaction.deleted', 'cast.created', 'cast.deleted', 'user.updated', '');
    const body = fc.oneof(
      fc.record({ type, data: fc.oneof(reaction, cast, fc.jsonValue()) }).map(value => JSON.stringify(value)),
      fc.json(),
      fc.string({ unit: 'binary' }),
    );
    const statuses = new Map<number, number>();
    for (let batch = 0; batch < 20; batch++) {
      const bodies = fc.sample(body, { seed: batch, numRuns: 100 });
      const answers = await Promise.all(
        bodies.map(async text => [
          (await handler(signedWebhook(text, SECRET))).status,
          (await handler(signedWebhook(text, null))).status,
        ]),
      );
      for (const [signed = 0, unsigned] of answers) {
        statuses.set(signed, (statuses.get(signed) ?? 0) + 1);
        expect(unsigned).toBe(401);
      }
    }
    expect(logged).toEqual([]);
    expect([...statuses.keys()].toSorted()).toEqual([200, 400]);
    expect(statuses.get(200)).toBeGreaterThan(200);
  });

  it('asks to come again while the database is away', async () => {
    const away = connectDatabase('postgres://gigavibe_functions@127.0.0.1:9/postgres');
    const hooks = makeHooks(away);
    for (const body of [
      reactionBody({ fid: 1, castHash: newHash(), at: START }),
      castBody({ fid: 1, hash: newHash(), at: START, urls: [`${APP}/p/${randomUUID()}`] }),
    ]) {
      const response = await hooks(signedWebhook(body, SECRET));
      expect(response.status).toBe(503);
      expect(await response.json()).toMatchObject({ error: { code: 'database/away', retryable: true } });
    }
    await away.end();
  });

  it('loses nothing that it acknowledged when its connections are cut', async () => {
    const pool = connect();
    const hooks = makeHooks(pool);
    const hash = newHash();
    const bodies = Array.from({ length: 600 }, (_, i) => reactionBody({ fid: i + 1, castHash: hash, at: START + i }));
    const answers = bodies.map(async body => (await hooks(signedWebhook(body, SECRET))).status);
    const cut = admin`select count(pg_terminate_backend(pid)) from pg_stat_activity where usename = 'gigavibe_functions'`;
    const statuses = await Promise.all(answers);
    await cut;
    expect(statuses.filter(status => status !== 200 && status !== 503)).toEqual([]);
    const stored = new Set(
      (await admin`select fid from public.engagement_events where cast_hash = ${hash}`).map(row => Number(row.fid)),
    );
    statuses.forEach((status, i) => {
      if (status === 200) expect(stored).toContain(i + 1);
    });
    // As Neynar does: what was answered with a 503 is sent again.
    const deliver = async (body: (typeof bodies)[number], tries = 5): Promise<number> => {
      const { status } = await hooks(signedWebhook(body, SECRET));
      return status === 503 && tries > 1 ? deliver(body, tries - 1) : status;
    };
    const again = await Promise.all(bodies.map(body => deliver(body)));
    expect(new Set(again)).toEqual(new Set([200]));
    const [row] = await admin`select likes from private.engagement_casts where cast_hash = ${hash}`;
    expect(row).toEqual({ likes: 600 });
  });
});
