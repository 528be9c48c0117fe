import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openTestDatabase } from '../../../local/supabase/testing/open-test-database.ts';
import { unixMs } from '../../../shared/kernel/units.ts';
import { DOOR_LIMITS } from '../../../shared/ops/door-limits.ts';
import { accountStore } from '../_shared/stores/identity-wallets.ts';
import { avatarStore, mediaStore } from '../_shared/stores/media.ts';
import { addressOf, type IdentityDoors, identityDoors } from '../_testing/identity-doors.ts';
import { seedLaunch } from '../_testing/seed-launch.ts';

const { admin, db } = openTestDatabase(29_730);
let fid = 500;

const doors: IdentityDoors = identityDoors(db, undefined, {
  store: mediaStore(db),
  pins: { permit: async () => 'https://pins.example/upload' },
  now: () => unixMs(doors.clock.now()),
  setAvatar: avatarStore(db, 'https://gateway.example'),
});

const add = async (who: string, token: string, otherToken?: string) =>
  doors.ask<{ user_id: string; error: { code: string } }>(
    'POST',
    'api/wallets',
    { ...(await doors.prove(who, token)), ...(otherToken && { other_token: otherToken }) },
    token,
  );
const walletsOf = async (userId: string) =>
  (await db<{ address: string }[]>`select address from public.user_wallets where user_id = ${userId} order by address`).map(
    row => row.address,
  );
const remove = (who: string, token: string) => doors.ask('DELETE', `api/wallets/${addressOf(who)}`, undefined, token);
const exists = async (userId: string) => (await db`select from public.users where id = ${userId}`).length === 1;

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

describe('a profile', () => {
  it('is the person’s own once they wrote it, until they want Farcaster’s again', async () => {
    const me = await doors.byFarcaster(++fid);
    const edit = { display_name: '  Ada\nLovelace ', bio: 'Sings at night.', avatar_url: 'https://pics.example/a.png' };
    expect((await doors.ask('PATCH', 'api/profile', edit, me.access_token)).status).toBe(200);
    const own = { display_name: 'Ada Lovelace', bio: 'Sings at night.', avatar_url: 'https://pics.example/a.png' };
    expect((await doors.byFarcaster(fid)).user).toMatchObject(own);
    expect((await doors.ask('PATCH', 'api/profile', { as_on_farcaster: true }, me.access_token)).status).toBe(200);
    expect((await doors.byFarcaster(fid)).user).toMatchObject({
      display_name: `Fid ${fid}`,
      avatar_url: null,
      bio: null,
    });
  });

  it.each([
    [{ display_name: ' ' }],
    [{ display_name: 'a'.repeat(51) }],
    [{ display_name: 'Ni\u202ea' }],
    [{ bio: 'b'.repeat(161) }],
    [{ avatar_url: 'http://pics.example/a.png' }],
    [{ avatar_url: 'https://127.0.0.1/a.png' }],
    [{ avatar_url: 'https://printer.local/a.png' }],
    [{ avatar_url: 'javascript:alert(1)' }],
    [{}],
  ])('refuses %j in words', async edit => {
    const me = await doors.byWallet('p1');
    const answer = await doors.ask('PATCH', 'api/profile', edit, me.access_token);
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'identity/bad-profile' } } });
  });
});

describe('a payout', () => {
  const payoutOf = async (userId: string) =>
    (await db<{ wallet_address: string | null }[]>`select wallet_address from public.users where id = ${userId}`)[0]
      ?.wallet_address;

  it('goes to nobody once Farcaster verifies the wallet no more, and the account stays', async () => {
    const wallet = addressOf('verified');
    const me = await doors.byFarcaster(++fid, wallet);
    await add('verified', me.access_token);
    doors.profiles.set(fid, { fid, displayName: 'Nia', username: 'nia', avatarUrl: null, bio: null, walletAddress: null });
    await doors.confirmWallet(me.user.id);
    // Asked a moment ago, at the sign-in.
    expect(await payoutOf(me.user.id)).toBe(wallet);
    await admin`update public.users set checked_at = now() - interval '1 minute' where id = ${me.user.id}`;
    await doors.confirmWallet(me.user.id);
    expect(await payoutOf(me.user.id)).toBeNull();
    expect((await doors.byWallet('verified')).user.id).toBe(me.user.id);
  });

  it('stays as Farcaster said last while it does not answer', async () => {
    const me = await doors.byFarcaster(++fid, addressOf('verified2'));
    doors.profiles.set(fid, null);
    await admin`update public.users set checked_at = null where id = ${me.user.id}`;
    await doors.confirmWallet(me.user.id);
    expect(await payoutOf(me.user.id)).toBe(addressOf('verified2'));
  });
});

describe('leaving', () => {
  it('takes the person out, stops coins that are not on their way, and leaves what others hold under no name', async () => {
    const me = await doors.byFarcaster(++fid, addressOf('leaver'));
    await add('leaver', me.access_token);
    await doors.ask('PATCH', 'api/profile', { bio: 'Here for now.' }, me.access_token);
    const [waiting, coined] = [
      await seedLaunch(admin, fid, addressOf('leaver')),
      await seedLaunch(admin, fid + 40_000, addressOf('leaver')),
    ];
    await admin`update public.performances set user_id = ${me.user.id} where id = ${coined.performanceId}`;
    await admin`update public.viral_queue set user_id = ${me.user.id}, status = 'open' where id = ${coined.launchId}`;
    const signed = { owners: [addressOf('leaver')] };
    await admin`update public.viral_queue set consent = ${JSON.stringify(signed)}, consent_signature = '0x', consented_at = now(),
      payout_address = ${addressOf('leaver')} where user_id = ${me.user.id}`;
    await admin`update public.farcaster_people set username = 'leaver' where fid = ${fid}`;
    const stranger = await doors.byWallet('stays');

    expect((await doors.ask('DELETE', 'api/account', undefined, me.access_token)).status).toBe(200);
    const [row] = await admin`select * from public.users where id = ${me.user.id}`;
    expect(row).toMatchObject({
      display_name: 'Someone who left',
      username: null,
      bio: null,
      avatar_url: null,
      farcaster_fid: null,
      wallet_address: null,
    });
    expect(await walletsOf(me.user.id)).toEqual([]);
    expect(await admin`select from private.sessions where user_id = ${me.user.id}`).toHaveLength(0);
    expect(await admin`select from public.farcaster_people where fid = ${fid}`).toHaveLength(0);
    const takes = await admin<
      { id: string; status: string }[]
    >`select id, status from public.performances where user_id = ${me.user.id}`;
    expect(Object.fromEntries(takes.map(take => [take.id, take.status]))).toEqual({
      [waiting.performanceId]: 'hidden',
      [coined.performanceId]: 'live',
    });
    const launches = await admin<
      { id: string; status: string; consent: unknown; payout_address: string | null }[]
    >`select id, status, consent, payout_address from public.viral_queue where user_id = ${me.user.id}`;
    expect(Object.fromEntries(launches.map(each => [each.id, [each.status, each.consent, each.payout_address]]))).toEqual({
      [waiting.launchId]: ['held', null, null],
      [coined.launchId]: ['open', signed, addressOf('leaver')],
    });
    expect((await doors.ask('DELETE', 'api/account', undefined, me.access_token)).status).toBe(401);
    expect((await doors.byFarcaster(fid)).user.id).not.toBe(me.user.id);
    expect((await doors.byWallet('leaver')).user.id).not.toBe(me.user.id);
    expect((await doors.byWallet('stays')).user.id).toBe(stranger.user.id);
  });
});

describe('leaving while a wallet is being proved', () => {
  it('leaves the wallet to whoever comes with it later', async () => {
    const me = await doors.byFarcaster(++fid, addressOf('late'));
    expect((await doors.ask('DELETE', 'api/account', undefined, me.access_token)).status).toBe(200);
    // Its proof was begun before.
    await expect(accountStore(db).addWallet(addressOf('late'), me.user.id, doors.clock.now())).rejects.toMatchObject({
      code: 'identity/session-over',
    });
    expect((await doors.byWallet('late')).user.id).not.toBe(me.user.id);
  });
});

describe('leaving while a coin is on its way', () => {
  it.each(['held', 'expired', 'dead'])('hides the take when no coin comes of it: %s', async end => {
    const me = await doors.byFarcaster(++fid, addressOf(`leaver ${end}`));
    const take = await seedLaunch(admin, fid, addressOf(`leaver ${end}`));
    await admin`update public.viral_queue set status = 'reserved' where id = ${take.launchId}`;
    await doors.ask('DELETE', 'api/account', undefined, me.access_token);
    const standing = () => admin`select status from public.performances where id = ${take.performanceId}`;
    expect(await standing()).toEqual([{ status: 'live' }]);
    await admin`update public.viral_queue set status = ${end} where id = ${take.launchId}`;
    expect(await standing()).toEqual([{ status: 'hidden' }]);
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
