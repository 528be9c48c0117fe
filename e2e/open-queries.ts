import { mkdtempSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { QueryClient } from '@tanstack/react-query';
import { importJWK, SignJWT } from 'jose';
import type { Client } from 'pg';
import { afterAll, beforeAll, vi } from 'vitest';
import { localConfig, urlOf } from '../local/config.ts';
import { type SupabasePart, startSupabase } from '../local/supabase/index.ts';
import { withDatabase } from '../local/supabase/with-database.ts';
import { env } from '../web/lib/env.ts';
import { sessionStore } from '../web/lib/session.ts';

export const NIA = '00000000-0000-4000-8000-000000000001';
export const STRANGER = '00000000-0000-4000-8000-000000000002';
export const CLIMBING = '00000000-0000-4000-8000-000000000101';
export const COINED = '00000000-0000-4000-8000-000000000102';
export const HIDDEN = '00000000-0000-4000-8000-000000000130';
export const COIN = '0x00000000000000000000000000000000000000c1';
/** Beyond 2^53: a number anywhere on the way would lose its last digits. */
export const PRICE = 90071992547409931234567n;

/** For a test file, at its top: a Supabase with the rows of `seed.sql`, and the app's own queries turned to it. */
export function openQueries(firstPort: number) {
  const dataDir = mkdtempSync(join(tmpdir(), 'gigavibe-queries-'));
  const config = localConfig({ firstPort, dataDir });
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  let part: SupabasePart;

  beforeAll(async () => {
    part = await startSupabase(config, {});
    await run(await readFile(new URL('seed.sql', import.meta.url), 'utf8'));
    const build = {
      VITE_SUPABASE_URL: urlOf(config, 'gateway'),
      VITE_SUPABASE_PUBLISHABLE_KEY: part.keys.publishableKey,
      VITE_QUICK_AUTH_ORIGIN: urlOf(config, 'quickAuth'),
      VITE_BASE_RPC_URL: urlOf(config, 'chain'),
      VITE_APP_URL: urlOf(config, 'web'),
      VITE_IPFS_GATEWAY_URLS: urlOf(config, 'ipfs'),
      VITE_ETH_USD_FEED_ADDRESS: COIN,
    };
    for (const [name, value] of Object.entries(build)) vi.stubEnv(name, value);
  });
  afterAll(async () => {
    await part?.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  const run = (sql: string, parameters?: unknown[]) => withDatabase(part.url, (db: Client) => db.query(sql, parameters));

  /** From here on the app asks as this person, with nothing in its cache. */
  async function signIn(id: string): Promise<void> {
    const accessToken = await new SignJWT({ role: 'authenticated', fid: 1 })
      .setProtectedHeader({ alg: 'ES256', kid: part.keys.signingKey.kid })
      .setSubject(id)
      .setIssuer(`${env().supabaseUrl}/auth/v1`)
      .setAudience('authenticated')
      .setExpirationTime('1h')
      .sign(await importJWK(part.keys.signingKey, 'ES256'));
    const user = { id, fid: 1, displayName: 'Nia', username: 'nia', avatarUrl: null, walletAddress: null };
    client.clear();
    sessionStore.set({ accessToken, expiresAt: Date.now() + 3_600_000, refreshToken: null, signedBy: null, user });
  }
  return { client, run, signIn };
}
