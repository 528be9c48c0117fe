import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { aheadStore, serverNow, timeAskedStore } from './clock.ts';
import { keepTime } from './keep-time.ts';
import { sessionStore } from './session.ts';

vi.mock('./env.ts', () => ({ env: () => ({ supabaseUrl: 'https://database.example', supabaseKey: 'key' }) }));

beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval'] }));
afterEach(() => {
  aheadStore.set(0);
  timeAskedStore.set(false);
  sessionStore.set(null);
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('is told by a database that refuses a session which is over, though it seems good by the device', async () => {
  const user = { id: 'u', fid: null, displayName: 'Mei', username: null, avatarUrl: null, walletAddress: null };
  const expiresAt = Date.now() + 1_800_000;
  sessionStore.set({ accessToken: 'over', expiresAt, refreshToken: 'one', signedBy: null, user });
  const at = new Date(Date.now() + 7_200_000).toISOString();
  vi.stubGlobal('fetch', async (_: URL, { headers }: RequestInit) =>
    new Headers(headers).get('authorization') === 'Bearer key'
      ? Response.json([{ at }])
      : Response.json({ code: 'PGRST303', message: 'JWT expired' }, { status: 401 }),
  );
  keepTime({ addEventListener: () => undefined, visibilityState: 'visible' });
  await expect.poll(() => Math.round((serverNow() - Date.now()) / 60_000)).toBe(120);
});

it('lets nobody wait for a database that cannot be reached', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('away')));
  keepTime({ addEventListener: () => undefined, visibilityState: 'visible' });
  await expect.poll(timeAskedStore.get).toBe(true);
});
