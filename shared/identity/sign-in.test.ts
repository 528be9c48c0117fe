import { describe, expect, it } from 'vitest';
import { invalidToken, profileAway } from './errors.ts';
import type { IdentityPorts } from './ports.ts';
import type { FarcasterProfile, User } from './schema.ts';
import { signIn } from './sign-in.ts';

const profile: FarcasterProfile = { fid: 7, displayName: 'Nia', username: 'nia', avatarUrl: null, walletAddress: null };
const stored: User = { ...profile, id: 'stored', displayName: 'Nia before' };
const ports = (changed: Partial<IdentityPorts>): IdentityPorts => ({
  verifyToken: async () => 7,
  findProfile: async () => profile,
  saveUser: async said => ({ ...said, id: 'saved' }),
  findUser: async () => stored,
  mintSession: async user => ({ accessToken: `for ${user.id}`, expiresAt: 1 }),
  ...changed,
});
const away = async () => {
  throw profileAway({ fid: 7 });
};

describe('signIn', () => {
  it('brings the user up to date and opens a session', async () => {
    expect(await signIn('token', ports({}))).toEqual({
      user: { ...profile, id: 'saved' },
      session: { accessToken: 'for saved', expiresAt: 1 },
    });
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
