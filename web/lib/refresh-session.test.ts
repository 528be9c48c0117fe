import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { refreshSession } from './refresh-session.ts';
import { type Session, sessionStore } from './session.ts';

const callApi = vi.hoisted(() => vi.fn());
vi.mock('./api.ts', () => ({ callApi }));

const user = { id: '8c1ae6c2-8b3f-4f0e-9d53-2f5b8a8b0a01', fid: null, displayName: 'Mei', username: null, avatarUrl: null };
const session: Session = {
  accessToken: 'old',
  expiresAt: Date.now(),
  refreshToken: 'refresh',
  signedBy: null,
  user: { ...user, walletAddress: null },
};
const answer = {
  access_token: 'new',
  expires_at: Math.round(Date.now() / 1000) + 3_600,
  refresh_token: 'refresh 2',
  signed_by: null,
  user: { id: user.id, fid: null, display_name: 'Mei', username: null, avatar_url: null, wallet_address: null },
};

beforeEach(() => {
  callApi.mockReset().mockResolvedValue(answer);
});
afterEach(() => {
  sessionStore.set(null);
  vi.unstubAllGlobals();
});

const lock = (request: LockManager['request']) => vi.stubGlobal('navigator', { locks: { request } });
const refuses = () => Promise.reject(new DOMException('The operation is insecure.', 'SecurityError'));

it.each([
  ['there are none', () => vi.stubGlobal('navigator', {})],
  ['they are refused', () => lock(refuses)],
])('renews without locks where %s', async (_, prepare) => {
  prepare();
  expect((await refreshSession(session))?.accessToken).toBe('new');
  expect(callApi).toHaveBeenCalledTimes(1);
});

it('uses no token up twice where storage is full and still holds the session before', async () => {
  vi.stubGlobal('navigator', {});
  const before = { ...session, refreshToken: 'used up', expiresAt: session.expiresAt - 3_600_000 };
  vi.stubGlobal('window', { localStorage: { getItem: () => JSON.stringify(before) } });
  await refreshSession(session);
  expect(callApi.mock.lastCall?.[1]).toMatchObject({ body: { refresh_token: 'refresh' } });
});

it('asks once when the server fails within its turn', async () => {
  lock((_name: string, act: unknown) => (act as () => Promise<unknown>)());
  callApi.mockRejectedValue(new Error('away'));
  await expect(refreshSession(session)).rejects.toThrow('away');
  expect(callApi).toHaveBeenCalledTimes(1);
});
