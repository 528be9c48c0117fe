import type { RenewPorts, SessionPorts } from '../../../../shared/identity/ports.ts';
import type { Database } from '../adapters/database.ts';
import { toUser, type UserRow } from './identity-rows.ts';

type SessionStore = Pick<SessionPorts, 'saveSession'> &
  RenewPorts & {
    /** Ends one session, or with `everywhere` all of its user, Farcaster's earlier word included. Ending it again is fine. */
    endSession: (session: { sessionId: string; userId: string }, everywhere: boolean, now: number) => Promise<void>;
  };

type FoundRow = UserRow & { session_id: string; wallet: string | null; used_at: Date | null };

/** Sessions and what renews them. */
export function sessionStore(db: Database): SessionStore {
  return {
    saveSession: ({ id, userId, walletAddress, createdAt, expiresAt }, refreshHash) =>
      db.begin(async tx => {
        const now = new Date(createdAt);
        await tx`delete from private.sessions where user_id = ${userId} and expires_at < ${now}`;
        await tx`
          insert into private.sessions (id, user_id, wallet_address, created_at, expires_at)
          values (${id}, ${userId}, ${walletAddress}, ${now}, ${new Date(expiresAt)})`;
        if (refreshHash) await tx`insert into private.refresh_tokens (hash, session_id) values (${refreshHash}, ${id})`;
      }),

    takeRefresh: (hash, now, graceMs) =>
      db.begin(async tx => {
        const [row] = await tx<FoundRow[]>`
          select u.*,
            s.id as session_id, s.wallet_address as wallet, r.used_at
          from private.refresh_tokens r
            join private.sessions s on s.id = r.session_id
            join public.users u on u.id = s.user_id
          where r.hash = ${hash} and s.ended_at is null and s.expires_at > ${new Date(now)}
          for update of r, s`;
        if (!row) return null;
        if (row.used_at && now - row.used_at.getTime() > graceMs) {
          await tx`update private.sessions set ended_at = ${new Date(now)} where id = ${row.session_id}`;
          return null;
        }
        await tx`update private.refresh_tokens set used_at = coalesce(used_at, ${new Date(now)}) where hash = ${hash}`;
        return { sessionId: row.session_id, user: toUser(row), walletAddress: row.wallet };
      }),

    extendSession: (sessionId, refreshHash, expiresAt) =>
      db.begin(async tx => {
        await tx`insert into private.refresh_tokens (hash, session_id) values (${refreshHash}, ${sessionId})`;
        await tx`update private.sessions set expires_at = ${new Date(expiresAt)} where id = ${sessionId}`;
      }),

    endSession: ({ sessionId, userId }, everywhere, now) =>
      db.begin(async tx => {
        const at = new Date(now);
        if (!everywhere) {
          await tx`update private.sessions set ended_at = ${at} where id::text = ${sessionId} and user_id = ${userId} and ended_at is null`;
          return;
        }
        await tx`update private.sessions set ended_at = ${at} where user_id = ${userId} and ended_at is null`;
        await tx`update public.users set sessions_from = ${at} where id = ${userId}`;
      }),
  };
}
