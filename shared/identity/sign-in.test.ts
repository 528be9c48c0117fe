import { describe, expect, it } from 'vitest';
import { invalidToken, profileAway } from './errors.ts';
import type { FarcasterPorts, SessionPorts } from './ports.ts';
import type { FarcasterProfile, User } from './schema.ts';
import { signIn } from './sign-in.ts';

const profile: FarcasterProfile = {
  fid: 7,
  displayName: 'Nia',
  username: 'nia',
  avatarUrl: null,
  bio: null,
  walletAddress: null,
};
const stored: User = { ...profile, id: 'stored', displayName: 'Nia before', sessionsFrom: 0 };
type Ports = FarcasterPorts & SessionPorts;
const ports = (changed: Partial<Ports>): Ports => ({
  verifyToken: async () => ({ fid: 7, issuedAt: 1_000_000 }),
  findProfile: async () => profile,
  saveUser: async said => ({ ...said, id: 'saved', sessionsFrom: 0 }),
  findUser: async () => stored,
  saveSession: async () => {},
  mintToken: async (user, id) => ({ accessToken: `${id} for ${user.id}`, expiresAt: 1 }),
  newSecret: () => expect.unreachable('Farcaster vouches again instead'),
  hashOf: async () => expect.unreachable(),
  newId: () => 'session',
  now: () => 1_000_000,
  ...changed,
});
const away = async () => {
  throw profileAway({ fid: 7 });
};

describe('signIn', () => {
  it('brings the user up to date and opens a session of an hour', async () => {
    const saved: unknown[] = [];
    const said = await signIn('token', ports({ saveSession: async (...session) => void saved.push(session) }));
    expect(said).toMatchObject({ user: { id: 'saved', displayName: 'Nia' }, walletAddress: null });
    expect(said.session).toEqual({ accessToken: 'session for saved', expiresAt: 1, refreshToken: null });
    expect(saved).toEqual([
      [{ id: 'session', userId: 'saved', walletAddress: null, createdAt: 1_000_000, expiresAt: 4_600_000 }, null],
    ]);
  });

  it('takes no word of Farcaster from before the person signed out everywhere', async () => {
    const since = (sessionsFrom: number) => ports({ saveUser: async () => ({ ...stored, sessionsFrom }) });
    await expect(signIn('token', since(1_001_000))).rejects.toMatchObject({ status: 401, code: 'identity/invalid-token' });
    await expect(signIn('token', since(1_000_999))).resolves.toMatchObject({ user: { id: 'stored' } });
  });

  it('asks nobody anything with a bad token', async () => {
    const bad = ports({ verifyToken: async () => Promise.reject(invalidToken()), findProfile: () => expect.unreachable() });
    await expect(signIn('token', bad)).rejects.toMatchObject({ status: 401, code: 'identity/invalid-token' });
  });

  it('lets those in who were here before while Neynar is away, with what is stored', async () => {
    expect((await signIn('token', ports({ findProfile: away }))).user).toEqual(stored);
    expect((await signIn('token', ports({ findProfile: async () => null }))).user).toEqual(stored);
  });

  it('asks newcomers to come back then', async () => {
    for (const findProfile of [away, async () => null]) {
      const newcomer = ports({ findProfile, findUser: async () => null });
      await expect(signIn('token', newcomer)).rejects.toMatchObject({ status: 503, retryable: true });
    }
  });

  it('does not hide other failures', async () => {
    const broken = ports({ saveUser: async () => Promise.reject(new Error('constraint')) });
    await expect(signIn('token', broken)).rejects.toThrow('constraint');
  });
});
