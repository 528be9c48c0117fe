import { cleanup } from '@testing-library/react';
import { vi } from 'vitest';
import { type Session, sessionStore } from '../session.ts';

export const FAN_ID = '7b0f8a50-5f0a-4f0e-9f33-0e6b6f7a9c91';

/** For tests: what was asked of the database's API, and how it answers. */
export type StubDatabase = { asked: { call: string; body: unknown }[]; answer: { status: number; body?: unknown } };

/** For tests: a fan is signed in, and the database answers as told. Undo with `forgetFan`. */
export function stubDatabase(): StubDatabase {
  vi.stubEnv('VITE_SUPABASE_PUBLISHABLE_KEY', 'key');
  for (const name of ['SUPABASE_URL', 'QUICK_AUTH_ORIGIN', 'BASE_RPC_URL', 'APP_URL', 'IPFS_GATEWAY_URLS'])
    vi.stubEnv(`VITE_${name}`, 'https://x.example');
  vi.stubEnv('VITE_ETH_USD_FEED_ADDRESS', `0x${'0'.repeat(40)}`);
  const stub: StubDatabase = { asked: [], answer: { status: 201 } };
  vi.stubGlobal('fetch', async (url: URL | string, init: RequestInit) => {
    stub.asked.push({ call: `${init.method} ${new URL(url).pathname}`, body: init.body ? JSON.parse(String(init.body)) : null });
    const { status, body } = stub.answer;
    return new Response(body === undefined ? null : JSON.stringify(body), { status });
  });
  return stub;
}

/** For tests: a session of the fan. */
export function fanSession(): Session {
  return {
    accessToken: 't',
    expiresAt: Date.now() + 3_600_000,
    user: { id: FAN_ID, fid: 2, displayName: 'Jonas' },
  } as unknown as Session;
}

export function signInAsFan(): void {
  sessionStore.set(fanSession());
}

/** For tests: nobody is signed in, nothing is on the screen, and the database is no stub any more. */
export function forgetFan(): void {
  cleanup();
  sessionStore.set(null);
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
}
