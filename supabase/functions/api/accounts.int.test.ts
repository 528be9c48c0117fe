import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openTestDatabase } from '../../../local/supabase/testing/open-test-database.ts';
import { accountDoors } from '../_testing/account-doors.ts';
import { addressOf } from '../_testing/identity-callers.ts';
import { seedLaunch } from '../_testing/seed-launch.ts';

const { admin, db } = openTestDatabase(29_730);
const { doors, add, walletsOf, remove, exists } = accountDoors(db);
let fid = 500;

describe('wallets', () => {
  it('are added by their own signature, for the account that asked, and again without effect', async () => {
    const me = await doors.byFarcaster(++fid);
    expect((await add('w1', me.access_token)).body.user_id).toBe(me.user.id);
    expect((await add('w1', me.access_token)).status).toBe(200);
    expect(await walletsOf(me.user.id)).toEqual([addressOf('w1')]);
    expect((await doors.byWallet('w1')).user.id).toBe(me.user.id);
    const other = await doors.byFarcaster(++fid);
    const proof = await doors.prove('w2', me.access_token);
    expect((await doors.ask('POST', 'api/wallets', proof, other.access_token)).status).toBe(401);
    expect((await doors.ask('POST', 'api/wallets', await doors.prove('w2'), me.access_token)).status).toBe(401);
    expect(await walletsOf(other.user.id)).toEqual([]);
  });

  it('go with the sessions that they opened, but never as the last way in', async () => {
    const me = await doors.byWallet('w3');
    expect(await remove('w3', me.access_token)).toMatchObject({ status: 409, body: { error: { code: 'identity/last-wallet' } } });
    await add('w4', me.access_token);
    const second = await doors.byWallet('w4');
    expect((await remove('w4', me.access_token)).status).toBe(200);
    expect((await doors.ask('POST', 'session/refresh', { refresh_token: second.refresh_token })).status).toBe(401);
    expect((await remove('w4', me.access_token)).status).toBe(404);
    expect((await doors.byWallet('w4')).user.id).not.toBe(me.user.id);
    const farcaster = await doors.byFarcaster(++fid);
    await add('w5', farcaster.access_token);
    expect((await remove('w5', farcaster.access_token)).status).toBe(200);
    expect(await exists(farcaster.user.id)).toBe(true);
  });

  it('of two removed at once, one stays', async () => {
    for (let round = 0; round < 8; round++) {
      const [first, second] = [`r${round}a`, `r${round}b`];
      const me = await doors.byWallet(first);
      await add(second, me.access_token);
      const done = await Promise.all([remove(first, me.access_token), remove(second, me.access_token)]);
      expect(await walletsOf(me.user.id)).toHaveLength(1);
      expect(done.map(answer => answer.status)).toContain(200);
    }
  });
});

describe('joining two accounts', () => {
  it('needs both to be signed in', async () => {
    const [me, other, third] = [await doors.byFarcaster(++fid), await doors.byWallet('j1'), await doors.byWallet('j2')];
    const refused = { status: 409, body: { error: { code: 'identity/wallet-elsewhere' } } };
    expect(await add('j1', me.access_token)).toMatchObject(refused);
    expect(await add('j1', me.access_token, third.access_token)).toMatchObject(refused);
    expect((await add('j1', me.access_token, 'x.y.z')).status).toBe(401);
    await doors.ask('POST', 'session/end', {}, other.access_token);
    expect(await add('j1', me.access_token, other.access_token)).toMatchObject(refused);
    expect(await exists(other.user.id)).toBe(true);
    const again = await doors.byWallet('j1');
    expect(await add('j1', me.access_token, again.access_token)).toMatchObject({ status: 200, body: { user_id: me.user.id } });
    expect(await exists(other.user.id)).toBe(false);
    const renewed = await doors.ask<{ user: { id: string } }>('POST', 'session/refresh', { refresh_token: again.refresh_token });
    expect(renewed.body.user.id).toBe(me.user.id);
  });

  it('signs out the account that went, at every door that writes, while its token would still be good', async () => {
    const [me, gone] = [await doors.byFarcaster(++fid), await doors.byWallet('j4')];
    await add('j4', me.access_token, gone.access_token);
    const wish = { purpose: 'take', cid: `bafk${'a'.repeat(55)}`, size: 1_000, mime: 'audio/wav' };
    const upload = (token: string) => doors.ask('POST', 'api/media', wish, token);
    expect(await upload(gone.access_token)).toMatchObject({ status: 401, body: { error: { code: 'identity/session-over' } } });
    expect((await upload(me.access_token)).status).toBe(200);
  });

  it('keeps two Farcaster accounts two', async () => {
    const [me, other] = [await doors.byFarcaster(++fid), await doors.byFarcaster(++fid)];
    await add('j3', other.access_token);
    expect(await add('j3', me.access_token, other.access_token)).toMatchObject({
      status: 409,
      body: { error: { code: 'identity/two-farcaster-accounts' } },
    });
    expect(await walletsOf(other.user.id)).toEqual([addressOf('j3')]);
  });

  it('loses nothing and doubles nothing, whatever table points to people', async () => {
    await admin`create table public.planted_follows (follower uuid references public.users, followee uuid references public.users,
      primary key (follower, followee), check (follower <> followee))`;
    const world = fc.record({
      withFid: fc.boolean(),
      takes: fc.tuple(fc.nat(2), fc.nat(2)),
      wallets: fc.tuple(fc.nat(2), fc.nat(2)),
      follows: fc.uniqueArray(fc.tuple(fc.nat(3), fc.nat(3)), { selector: pair => pair.join(), maxLength: 10 }),
    });
    let n = 0;
    await fc.assert(
      fc.asyncProperty(world, async ({ withFid, takes, wallets, follows }) => {
        n += 1;
        const mine = withFid ? await doors.byFarcaster(++fid) : await doors.byWallet(`m${n}`);
        const theirs = await doors.byWallet(`t${n}`);
        const both = [mine, theirs];
        for (const [i, account] of both.entries()) {
          for (let k = 0; k < (wallets[i] ?? 0); k++) await add(`${n}-${i}-${k}`, account.access_token);
          for (let k = 0; k < (takes[i] ?? 0); k++) {
            const seeded = await seedLaunch(admin, 10_000 + n * 10 + i * 3 + k, addressOf('payout'));
            await admin`update public.performances set user_id = ${account.user.id} where id = ${seeded.performanceId}`;
            await admin`update public.viral_queue set user_id = ${account.user.id} where id = ${seeded.launchId}`;
          }
        }
        const people = [mine.user.id, theirs.user.id, (await doors.byWallet('x1')).user.id, (await doors.byWallet('x2')).user.id];
        await admin`truncate public.planted_follows`;
        const pairs = follows.filter(([a, b]) => a !== b);
        for (const [a, b] of pairs)
          await admin`insert into public.planted_follows values (${people[a] ?? ''}, ${people[b] ?? ''})`;
        const count = async (ids: string[]) => {
          const [row] = await admin<{ wallets: string; takes: string; launches: string }[]>`select
            (select count(*) from public.user_wallets where user_id::text = any (string_to_array(${ids.join()}, ','))) as wallets,
            (select count(*) from public.performances where user_id::text = any (string_to_array(${ids.join()}, ','))) as takes,
            (select count(*) from public.viral_queue where user_id::text = any (string_to_array(${ids.join()}, ','))) as launches`;
          return row;
        };
        const before = await count(both.map(account => account.user.id));

        const joined = await add(`t${n}`, mine.access_token, theirs.access_token);
        const staying = joined.body.user_id;
        expect(staying).toBe(mine.user.id);
        expect(await count([staying])).toEqual(before);
        expect(await exists(theirs.user.id)).toBe(false);
        const merged = people.map(id => (id === theirs.user.id ? staying : id));
        const expected = new Set(
          pairs
            .map(([a, b]) => [merged[a], merged[b]])
            .filter(([a, b]) => a !== b)
            .map(pair => pair.join()),
        );
        const left = await admin<{ follower: string; followee: string }[]>`select follower, followee from public.planted_follows`;
        expect(left.map(row => `${row.follower},${row.followee}`).sort()).toEqual([...expected].sort());
      }),
      { seed: 11, numRuns: 12 },
    );
    await admin`drop table public.planted_follows`;
  });
});
