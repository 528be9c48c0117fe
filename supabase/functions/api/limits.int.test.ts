import { describe, expect, it } from 'vitest';
import { openTestDatabase } from '../../../local/supabase/testing/open-test-database.ts';
import { DOOR_LIMITS } from '../../../shared/ops/door-limits.ts';
import { accountDoors } from '../_testing/account-doors.ts';
import { addressOf } from '../_testing/identity-callers.ts';
import { seedLaunch } from '../_testing/seed-launch.ts';

const { admin, db } = openTestDatabase(28_460);
const { doors } = accountDoors(db);
let fid = 500;

describe('views and limits', () => {
  const take = async (userId: string) => {
    const { performanceId } = await seedLaunch(admin, ++fid, addressOf('w1'));
    await admin`update public.performances set status = 'live', user_id = ${userId} where id = ${performanceId}`;
    return performanceId;
  };
  const watch = (performance_id: string, token?: string, network?: string) =>
    doors.ask<{ counted: boolean }>('POST', 'api/views', { performance_id }, token, network);
  const viewsOf = async (id: string) =>
    (await admin<{ views: string }[]>`select views from public.performance_views where performance_id = ${id}`)[0]?.views;

  it('counts a person or a browser once a take and day', async () => {
    const author = await doors.byFarcaster(++fid);
    const fan = await doors.byFarcaster(++fid);
    const id = await take(author.user.id);
    const answers = await Promise.all(Array.from({ length: 6 }, () => watch(id, fan.access_token)));
    expect(answers.filter(answer => answer.body.counted)).toHaveLength(1);
    expect((await watch(id, undefined, '203.0.113.1')).body.counted).toBe(true);
    expect((await watch(id, undefined, '203.0.113.1')).body.counted).toBe(false);
    expect((await watch(id, undefined, '203.0.113.2')).body.counted).toBe(true);
    expect((await watch(id, author.access_token)).body.counted).toBe(false);
    expect(await viewsOf(id)).toBe('3');
    expect((await watch('not-an-id')).status).toBe(400);
  });

  it('refuses whoever comes too often, and says for how long', async () => {
    const { most } = DOOR_LIMITS.nonce;
    const ask = (network: string) => doors.ask('POST', 'session/nonce', undefined, undefined, network);
    const answers = await Promise.all(Array.from({ length: most + 5 }, () => ask('2001:db8::1')));
    expect(answers.filter(answer => answer.status === 200)).toHaveLength(most);
    expect(answers.find(answer => answer.status === 429)?.body.error.code).toBe('ops/too-many');
    expect((await ask('2001:db8::2')).status).toBe(429);
    expect((await ask('2001:db8:0:1::1')).status).toBe(200);
    doors.clock.jump(2 * DOOR_LIMITS.nonce.seconds * 1000);
    expect((await ask('2001:db8::1')).status).toBe(200);
  });
});

describe('what Postgres cannot keep', () => {
  it('is refused as the caller’s own fault: a NUL in a text, a number that is nearly nothing', async () => {
    const { access_token } = await doors.byFarcaster(++fid);
    const nul = await doors.ask('POST', 'api/prints', { cid: 'a\u0000', words: 'AAAA' }, access_token);
    expect(nul).toMatchObject({ status: 400, body: { error: { code: 'http/invalid-text' } } });
    const wish = { purpose: 'take', cid: `bafk${'c'.repeat(55)}`, size: 1_000, mime: 'audio/wav', loudness: -1e-320 };
    expect((await doors.ask('POST', 'api/media', wish, access_token)).status).toBe(200);
  });
});
