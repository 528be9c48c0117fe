import { sessionOver } from '../../../../shared/identity/errors.ts';
import type { AccountPorts, WalletPorts } from '../../../../shared/identity/ports.ts';
import type { User } from '../../../../shared/identity/schema.ts';
import { isUuid } from '../../../../shared/kernel/is-uuid.ts';
import type { Database, Transaction } from '../adapters/database.ts';
import { toUser, type UserRow } from './identity-rows.ts';

type NonceStore = Pick<WalletPorts, 'saveNonce' | 'nonceWaits' | 'takeNonce'>;

/** Nonces for wallet signatures. Those that nobody used are swept out by the next ones. */
export function nonceStore(db: Database, now: () => number): NonceStore {
  return {
    saveNonce: async ({ nonce, userId, expiresAt }) => {
      await db`delete from private.sign_in_nonces where expires_at < ${new Date(now())}`;
      await db`insert into private.sign_in_nonces (nonce, user_id, expires_at) values (${nonce}, ${userId}, ${new Date(expiresAt)})`;
    },
    nonceWaits: async (nonce, userId) => {
      const found = await db`
        select from private.sign_in_nonces
        where nonce = ${nonce} and user_id is not distinct from ${userId}::uuid and expires_at > ${new Date(now())}`;
      return found.length > 0;
    },
    takeNonce: async (nonce, userId) => {
      const used = await db`
        delete from private.sign_in_nonces
        where nonce = ${nonce} and user_id is not distinct from ${userId}::uuid and expires_at > ${new Date(now())} returning nonce`;
      return used.length > 0;
    },
  };
}

/** Two proofs of one wallet at the same time must not make two accounts. */
const lockWallet = (tx: Transaction, address: string) =>
  tx`select pg_advisory_xact_lock(hashtextextended(${`wallet ${address}`}, 0))`;

/** The user whose wallet it is; a new one for a wallet that nobody proved before. */
export function walletUsers(db: Database) {
  return (address: string, now: number): Promise<User> =>
    db.begin(async tx => {
      await lockWallet(tx, address);
      const [known] = await tx<UserRow[]>`
        select u.*
        from public.user_wallets w join public.users u on u.id = w.user_id where w.address = ${address}`;
      if (known) return toUser(known);
      const id = crypto.randomUUID();
      // Not the address: whose wallet it is stays theirs to tell.
      const [made] = await tx<UserRow[]>`
        insert into public.users (id, display_name) values (${id}, ${`Listener ${id.slice(0, 4)}`})
        returning *`;
      if (!made) throw new Error('an inserted user is not there');
      await tx`insert into public.user_wallets (address, user_id, proven_at) values (${address}, ${id}, ${new Date(now)})`;
      return toUser(made);
    });
}

/** An account's wallets, and joining two accounts. */
export function accountStore(db: Database): AccountPorts {
  return {
    sessionLives: async (sessionId, userId) => {
      if (!isUuid(sessionId)) return false;
      const found = await db`
        select from private.sessions where id = ${sessionId} and user_id = ${userId} and ended_at is null and expires_at > now()`;
      return found.length > 0;
    },
    addWallet: (address, userId, now) =>
      db.begin(async tx => {
        await lockWallet(tx, address);
        // A proof takes as long as the chain does to answer: the person may have left, or joined another account, meanwhile.
        await tx`
          insert into public.user_wallets (address, user_id, proven_at)
          select ${address}, id, ${new Date(now)} from public.users where id = ${userId} and deleted_at is null for share
          on conflict (address) do nothing`;
        const [row] = await tx<{ user_id: string }[]>`select user_id from public.user_wallets where address = ${address}`;
        if (!row) throw sessionOver();
        return row.user_id;
      }),
    removeWallet: (address, userId, now) =>
      db.begin(async tx => {
        // The account's row is the lock: two removals at once must not take both of two wallets.
        const [user] = await tx<{ fid: string | null }[]>`
          select farcaster_fid as fid from public.users where id = ${userId} for update`;
        const wallets = await tx<{ address: string }[]>`select address from public.user_wallets where user_id = ${userId}`;
        if (!wallets.some(wallet => wallet.address === address)) return 'unknown' as const;
        if (user?.fid === null && wallets.length === 1) return 'last' as const;
        await tx`delete from public.user_wallets where address = ${address} and user_id = ${userId}`;
        await tx`
          update private.sessions set ended_at = ${new Date(now)}
          where user_id = ${userId} and wallet_address = ${address} and ended_at is null`;
        return 'removed' as const;
      }),
    findAccount: async userId => {
      const [row] = await db<UserRow[]>`
        select *
        from public.users where id = ${userId} and deleted_at is null`;
      return row ? { ...toUser(row), createdAt: row.created_at.getTime() } : null;
    },
    mergeUsers: async (leaving, staying) => {
      await db`select private.merge_users(${leaving}::uuid, ${staying}::uuid)`;
    },
  };
}
