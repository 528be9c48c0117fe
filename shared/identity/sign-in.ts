import { AppError } from '../kernel/app-error.ts';
import { profileAway } from './errors.ts';
import type { IdentityPorts, SessionToken } from './ports.ts';
import type { User } from './schema.ts';

/**
 * Turns a Quick Auth token into our session. Only the verified fid counts; the profile comes from Neynar.
 * While Neynar is away, those who were here before sign in with what is stored.
 * @throws AppError 401 for a bad token, 503 when the token or a newcomer's profile cannot be read
 */
export async function signIn(token: string, ports: IdentityPorts): Promise<{ user: User; session: SessionToken }> {
  const fid = await ports.verifyToken(token);
  const user = await currentUser(fid, ports);
  return { user, session: await ports.mintSession(user) };
}

async function currentUser(fid: number, { findProfile, saveUser, findUser }: IdentityPorts): Promise<User> {
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
