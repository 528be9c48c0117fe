import { describe, expect, it } from 'vitest';
import { openTestDatabase } from '../../../local/supabase/testing/open-test-database.ts';
import { accountDoors } from '../_testing/account-doors.ts';
import { addressOf } from '../_testing/identity-callers.ts';

const { admin, db } = openTestDatabase(28_440);
const { doors, add } = accountDoors(db);
let fid = 500;

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
