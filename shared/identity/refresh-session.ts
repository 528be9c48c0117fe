import { sessionOver } from './errors.ts';
import { IDLE_MS } from './open-session.ts';
import type { RenewPorts, SessionPorts, SignedIn } from './ports.ts';

/** An answer may be lost on its way, and two tabs may ask at once: for so long a used token is no theft. */
export const REUSE_GRACE_MS = 30_000;

/**
 * Renews a session. The token is used up and a new one comes back; a token that comes again after the grace is in two hands, so its session ends.
 * @throws AppError 401 when the token or its session is over
 */
export async function refreshSession(refreshToken: string, ports: RenewPorts & SessionPorts): Promise<SignedIn> {
  const found = await ports.takeRefresh(await ports.hashOf(refreshToken), ports.now(), REUSE_GRACE_MS);
  if (!found) throw sessionOver();
  const next = ports.newSecret();
  await ports.extendSession(found.sessionId, await ports.hashOf(next), ports.now() + IDLE_MS);
  const token = await ports.mintToken(found.user, found.sessionId);
  return { user: found.user, walletAddress: found.walletAddress, session: { ...token, refreshToken: next } };
}
