import type { User } from '../../../../shared/identity/schema.ts';

/** What is read of a row of `users`. */
export type UserRow = {
  id: string;
  farcaster_fid: string | null;
  display_name: string;
  username: string | null;
  avatar_url: string | null;
  bio: string | null;
  wallet_address: string | null;
  sessions_from: Date | null;
  created_at: Date;
};

/** A row of `users` as the domain has it. `sessionsFrom` is 0 where sessions were never ended. */
export function toUser(row: UserRow): User {
  return {
    id: row.id,
    fid: row.farcaster_fid === null ? null : Number(row.farcaster_fid),
    displayName: row.display_name,
    username: row.username,
    avatarUrl: row.avatar_url,
    bio: row.bio,
    walletAddress: row.wallet_address,
    sessionsFrom: row.sessions_from?.getTime() ?? 0,
  };
}
