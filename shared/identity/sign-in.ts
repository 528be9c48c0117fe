import { AppError } from '../kernel/app-error.ts';
import { invalidToken, profileAway } from './errors.ts';
import { openSession } from './open-session.ts';
import type { FarcasterPorts, SessionPorts, SignedIn } from './ports.ts';
import type { User } from './schema.ts';

const SECOND_MS = 1_000;

/**
 * Turns a Quick Auth token into our session. Only the verified fid counts; the profile comes from Neynar.
 * While Neynar is away, those who were here before sign in with what is stored.
 * @throws AppError 401 for a bad token or one from before the person signed out everywhere, 503 when the token or a newcomer's profile cannot be read
 */
export async function signIn(token: string, ports: FarcasterPorts & SessionPorts): Promise<SignedIn> {
  const { fid, issuedAt } = await ports.verifyToken(token);
  const user = await currentUser(fid, ports);
  // Tokens tell whole seconds: one of the very second may be from after the sign-out.
  if (issuedAt + SECOND_MS <= user.sessionsFrom) throw invalidToken();
  return openSession(user, null, ports);
}

/**
 * What Farcaster says of an account now, stored and given back; what is stored when Neynar is away.
 * @throws AppError 503 for a newcomer while Neynar is away
 */
export async function currentUser(
  fid: number,
  { findProfile, saveUser, findUser }: Omit<FarcasterPorts, 'verifyToken'>,
): Promise<User> {
  let away: AppError;
  try {
    const profile = await findProfile(fid);
    if (profile) return await saveUser(profile);
    away = profileAway({ fid, reason: 'unknown account' });
  } catch (error) {
    if (!(error instanceof AppError && error.code === profileAway({}).code)) throw error;
    away = error;
  }
  const stored = await findUser(fid);
  if (!stored) throw away;
  return stored;
}
