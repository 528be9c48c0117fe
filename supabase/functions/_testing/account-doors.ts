import { unixMs } from '../../../shared/kernel/units.ts';
import type { Database } from '../_shared/adapters/database.ts';
import { avatarStore, mediaStore } from '../_shared/stores/media.ts';
import { addressOf } from './identity-callers.ts';
import { type IdentityDoors, identityDoors } from './identity-doors.ts';

/** The doors of identity and of uploads over a real database, and what a test does to the wallets of an account. */
export function accountDoors(db: Database) {
  const doors: IdentityDoors = identityDoors(db, {
    media: {
      store: mediaStore(db),
      pins: { permit: async () => 'https://pins.example/upload' },
      now: () => unixMs(doors.clock.now()),
      setAvatar: avatarStore(db, 'https://gateway.example'),
    },
  });
  /** Adds a wallet to the account of a token; it may be one that has an account of its own. */
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
  return { doors, add, walletsOf, remove, exists };
}
