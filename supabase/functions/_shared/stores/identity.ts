import type { IdentityPorts } from '../../../../shared/identity/ports.ts';
import type { FarcasterProfile, User } from '../../../../shared/identity/schema.ts';
import type { Database, Transaction } from '../adapters/database.ts';

type Row = {
  id: string;
  farcaster_fid: string;
  display_name: string;
  username: string | null;
  avatar_url: string | null;
  wallet_address: string | null;
};

/** The users table, for signing in. */
export function identityStore(db: Database): Pick<IdentityPorts, 'saveUser' | 'findUser'> {
  return {
    saveUser: async ({ fid, displayName, username, avatarUrl, walletAddress }) => {
      const [row] = await db<Row[]>`
        insert into public.users as u (farcaster_fid, display_name, username, avatar_url, wallet_address)
        values (${fid}, ${displayName}, ${username}, ${avatarUrl}, ${walletAddress})
        on conflict (farcaster_fid) do update set
          display_name = excluded.display_name, username = excluded.username, avatar_url = excluded.avatar_url,
          wallet_address = excluded.wallet_address, updated_at = now()
        returning id, farcaster_fid, display_name, username, avatar_url, wallet_address`;
      if (!row) throw new Error('an upsert returned no row');
      return toUser(row);
    },
    findUser: async fid => {
      const [row] = await db<Row[]>`
        select id, farcaster_fid, display_name, username, avatar_url, wallet_address from public.users where farcaster_fid = ${fid}`;
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
    insert into public.users (farcaster_fid, display_name, username, avatar_url, wallet_address)
    values (${author.fid}, ${author.displayName}, ${author.username}, ${author.avatarUrl}, ${author.walletAddress})
    on conflict (farcaster_fid) do nothing`;
  const [row] = await tx<{ id: string }[]>`select id from public.users where farcaster_fid = ${author.fid}`;
  if (!row) throw new Error('an inserted user is not there');
  return row.id;
}

function toUser(row: Row): User {
  return {
    id: row.id,
    fid: Number(row.farcaster_fid),
    displayName: row.display_name,
    username: row.username,
    avatarUrl: row.avatar_url,
    walletAddress: row.wallet_address,
  };
}
