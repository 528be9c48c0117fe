import { describe, expect, it } from 'vitest';
import { openTestDatabase } from '../../../local/supabase/testing/open-test-database.ts';
import { accountStore } from '../_shared/stores/identity-wallets.ts';
import { accountDoors } from '../_testing/account-doors.ts';
import { addressOf } from '../_testing/identity-callers.ts';
import { seedLaunch } from '../_testing/seed-launch.ts';

const { admin, db } = openTestDatabase(28_450);
const { doors, add, walletsOf } = accountDoors(db);
let fid = 500;

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
