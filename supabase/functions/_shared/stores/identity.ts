import type { FarcasterPorts } from '../../../../shared/identity/ports.ts';
import type { FarcasterProfile } from '../../../../shared/identity/schema.ts';
import type { Database, Transaction } from '../adapters/database.ts';
import { toUser, type UserRow } from './identity-rows.ts';

/** The users table, for signing in with Farcaster. */
export function identityStore(db: Database): Pick<FarcasterPorts, 'saveUser' | 'findUser'> {
  return {
    saveUser: async ({ fid, displayName, username, avatarUrl, bio, walletAddress }) => {
      const [row] = await db<UserRow[]>`
        insert into public.users as u (farcaster_fid, display_name, username, avatar_url, bio, wallet_address, checked_at)
        values (${fid}, ${displayName}, ${username}, ${avatarUrl}, ${bio}, ${walletAddress}, now())
        on conflict (farcaster_fid) do update set
          display_name = case when u.edited_at is null then excluded.display_name else u.display_name end,
          avatar_url = case when u.edited_at is null then excluded.avatar_url else u.avatar_url end,
          bio = case when u.edited_at is null then excluded.bio else u.bio end,
          username = excluded.username, wallet_address = excluded.wallet_address, checked_at = now(), updated_at = now()
        returning *`;
      if (!row) throw new Error('an upsert returned no row');
      return toUser(row);
    },
    findUser: async fid => {
      const [row] = await db<UserRow[]>`
        select *
        from public.users where farcaster_fid = ${fid}`;
      return row ? toUser(row) : null;
    },
  };
}

/**
 * The author of a cast as our user; added when new. Someone who is here already is not brought up to date: a webhook can be
 * replayed for ever, and an old one must not bring back a wallet that Farcaster no longer verifies.
 */
export async function authorId(tx: Transaction, author: FarcasterProfile): Promise<string> {
  await tx`
    insert into public.users (farcaster_fid, display_name, username, avatar_url, bio, wallet_address)
    values (${author.fid}, ${author.displayName}, ${author.username}, ${author.avatarUrl}, ${author.bio}, ${author.walletAddress})
    on conflict (farcaster_fid) do nothing`;
  const [row] = await tx<{ id: string }[]>`select id from public.users where farcaster_fid = ${author.fid}`;
  if (!row) throw new Error('an inserted user is not there');
  return row.id;
}
