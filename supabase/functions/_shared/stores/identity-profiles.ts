import type { ProfileEdit } from '../../../../shared/identity/edit-profile.ts';
import type { User } from '../../../../shared/identity/schema.ts';
import type { Database } from '../adapters/database.ts';
import { toUser, type UserRow } from './identity-rows.ts';

export type ProfileStore = {
  /** Null when there is no such account any more. */
  editProfile: (userId: string, edit: ProfileEdit, now: number) => Promise<User | null>;
  /** Lets Farcaster's words replace the person's own again, at the next look. Gives the account's fid; null without a Farcaster account. */
  forgetEdits: (userId: string) => Promise<number | null>;
  /** The account's fid, if what Farcaster says of it is older than `before` (Unix ms). */
  staleFid: (userId: string, before: number) => Promise<number | null>;
  /** Takes the person out of the database; see `private.erase_user`. */
  eraseUser: (userId: string) => Promise<void>;
};

/** What people say of themselves, and their leaving. */
export function profileStore(db: Database): ProfileStore {
  return {
    editProfile: async (userId, { displayName, bio, avatarUrl }, now) => {
      const [row] = await db<UserRow[]>`
        update public.users set
          display_name = coalesce(${displayName ?? null}, display_name),
          bio = case when ${bio !== undefined} then ${bio ?? null} else bio end,
          avatar_url = case when ${avatarUrl !== undefined} then ${avatarUrl ?? null} else avatar_url end,
          edited_at = ${new Date(now)}, updated_at = now()
        where id = ${userId} and deleted_at is null
        returning *`;
      return row ? toUser(row) : null;
    },
    forgetEdits: async userId => {
      const [row] = await db<{ fid: string }[]>`
        update public.users set edited_at = null where id = ${userId} and farcaster_fid is not null returning farcaster_fid as fid`;
      return row ? Number(row.fid) : null;
    },
    staleFid: async (userId, before) => {
      const [row] = await db<{ fid: string }[]>`
        select farcaster_fid as fid from public.users
        where id = ${userId} and farcaster_fid is not null and (checked_at is null or checked_at < ${new Date(before)})`;
      return row ? Number(row.fid) : null;
    },
    eraseUser: userId =>
      db.begin(async tx => {
        // A take is locked before its launch.
        await tx`select from public.performances where user_id = ${userId} order by id for no key update`;
        // What became a coin stays for those who hold it; a coin that is not on its way yet is not made.
        await tx`
          select private.hold_launches(array(select id from public.performances where user_id = ${userId}), 'The account was deleted.')`;
        // What they signed for a coin of which nothing was ever sent names their wallet, and is of no more use.
        await tx`
          update public.viral_queue q set consent = null, consent_signature = null, consented_at = null, payout_address = null
          where q.user_id = ${userId} and q.status in ('held', 'refused', 'expired', 'dead')
            and not exists (select from private.launch_transactions t where t.queue_id = q.id)`;
        await tx`
          update public.performances p set cast_text = '', taken_back_at = coalesce(taken_back_at, now()), updated_at = now(),
            status = case when exists (
              select from public.viral_queue q where q.performance_id = p.id and q.status in ('reserved', 'signed', 'sent', 'confirmed', 'open', 'final', 'failed'))
              then p.status else 'hidden' end
          where p.user_id = ${userId}`;
        await tx`select private.erase_user(${userId}::uuid)`;
      }),
  };
}
