import type { SessionPorts, SignedIn } from './ports.ts';
import type { User } from './schema.ts';

const HOUR_MS = 3_600_000;
/** A session that Farcaster vouched for is not renewed: the host vouches again. */
const VOUCHED_MS = HOUR_MS;
/** A session that a wallet opened lives as long as it is used at least this often. */
export const IDLE_MS = 30 * 24 * HOUR_MS;

/** Opens a session for a user who has just proved who they are: by the wallet `walletAddress`, or by Farcaster when it is null. */
export async function openSession(user: User, walletAddress: string | null, ports: SessionPorts): Promise<SignedIn> {
  const id = ports.newId();
  const createdAt = ports.now();
  const refreshToken = walletAddress === null ? null : ports.newSecret();
  const expiresAt = createdAt + (refreshToken === null ? VOUCHED_MS : IDLE_MS);
  const refreshHash = refreshToken === null ? null : await ports.hashOf(refreshToken);
  await ports.saveSession({ id, userId: user.id, walletAddress, createdAt, expiresAt }, refreshHash);
  const token = await ports.mintToken(user, id);
  return { user, walletAddress, session: { ...token, refreshToken } };
}
