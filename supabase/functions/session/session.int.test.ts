import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@farcaster/quick-auth';
import fc from 'fast-check';
import { privateKeyToAccount } from 'viem/accounts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localConfig, urlOf } from '../../../local/config.ts';
import { startQuickAuth } from '../../../local/farcaster/quick-auth/start.ts';
import { signInMessage } from '../../../local/farcaster/sign-in-message.ts';
import { type FarcasterPart, startFarcaster } from '../../../local/farcaster/start.ts';
import { testUsers } from '../../../local/farcaster/users.ts';
import type { Part } from '../../../local/part.ts';
import { openTestDatabase } from '../../../local/supabase/testing/open-test-database.ts';
import { neynarUsers } from '../_shared/adapters/neynar-users.ts';
import { quickAuth } from '../_shared/adapters/quick-auth.ts';
import { hashOf, newNonce, newSecret } from '../_shared/adapters/secrets.ts';
import { sessionMinter } from '../_shared/adapters/session-token.ts';
import { sessionVerifier } from '../_shared/http/require-session.ts';
import { identityStore } from '../_shared/stores/identity.ts';
import { sessionStore } from '../_shared/stores/identity-sessions.ts';
import { nonceStore, walletUsers } from '../_shared/stores/identity-wallets.ts';
import { sessionKeys } from '../_testing/session-keys.ts';
import type { SessionAnswer } from './answer.ts';
import { makeHandler } from './handler.ts';

const APP = 'https://gigavibe.example';
const SUPABASE_URL = 'https://project.example';
const { creator, fan } = testUsers;

let dataDir = '';
let config: ReturnType<typeof localConfig>;
const { db } = openTestDatabase(29_080);
let farcaster: FarcasterPart;
let quick: Part;
let handlerOf: (neynarUrl: string, quickAuthOrigin?: string) => (request: Request) => Promise<Response>;
let handler: ReturnType<typeof handlerOf>;
let requireSession: ReturnType<typeof sessionVerifier>;

async function tokenOf({ fid, address, privateKey }: typeof creator, appOrigin = APP): Promise<string> {
  const client = createClient({ origin: urlOf(config, 'quickAuth') });
  const { nonce } = await client.generateNonce();
  const message = signInMessage({ fid, address, appOrigin, nonce, now: new Date() });
  const signature = await privateKeyToAccount(privateKey).signMessage({ message });
  return (await client.verifySiwf({ message, signature, domain: new URL(appOrigin).host })).token;
}
const exchange = (token: unknown, by = handler) =>
  by(new Request('http://functions/functions/v1/session', { method: 'POST', body: JSON.stringify({ token }) }));

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'gigavibe-session-'));
  config = localConfig({ firstPort: 29_100, dataDir });
  farcaster = await startFarcaster(config, {
    webhookUrl: 'http://127.0.0.1:9',
    webhookSecret: 'unused',
    apiKey: 'the-key',
    users: [creator, fan],
  });
  quick = await startQuickAuth(config, { findUser: fid => [creator, fan].find(user => user.fid === fid) });
  const { signingKey, keys } = sessionKeys();
  requireSession = sessionVerifier({ supabaseUrl: SUPABASE_URL, keys });
  handlerOf = (neynarUrl, quickAuthOrigin = urlOf(config, 'quickAuth')) =>
    makeHandler(
      {
        verifyToken: quickAuth({ origin: quickAuthOrigin, domain: new URL(APP).host, now: Date.now }),
        findProfile: neynarUsers({ url: neynarUrl, apiKey: 'the-key' }),
        ...identityStore(db),
        ...sessionStore(db),
        ...nonceStore(db, Date.now),
        userOfWallet: walletUsers(db),
        verifyText: () => expect.unreachable('wallets have a test of their own'),
        requireSession,
        mintToken: sessionMinter({ supabaseUrl: SUPABASE_URL, signingKey, now: Date.now }),
        limit: async () => {},
        newSecret,
        newNonce,
        hashOf,
        newId: () => crypto.randomUUID(),
        now: Date.now,
        log: (_, { status }) => expect(status).toBe(503),
      },
      { appUrl: APP, chainId: 8453 },
    );
  handler = handlerOf(urlOf(config, 'neynar'));
});
afterAll(async () => {
  await quick?.stop();
  await farcaster?.stop();
  await rm(dataDir, { recursive: true, force: true });
});

describe('session', () => {
  it('turns a Farcaster sign-in into a session of ours', async () => {
    const response = await exchange(await tokenOf(creator));
    expect(response.status).toBe(200);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    const { access_token, expires_at, user } = (await response.json()) as SessionAnswer;
    expect(user).toMatchObject({
      fid: creator.fid,
      display_name: creator.displayName,
      username: creator.username,
      wallet_address: creator.address.toLowerCase(),
    });
    expect(expires_at - Date.now() / 1000).toBeGreaterThan(3_590);
    const session = await requireSession(
      new Request('https://x.example', { headers: { authorization: `Bearer ${access_token}` } }),
    );
    expect(session).toMatchObject({ userId: user.id, fid: creator.fid });
    const again = (await (await exchange(await tokenOf(creator))).json()) as SessionAnswer;
    expect(again.user.id).toBe(user.id);
  });

  it('lets Farcaster vouch again instead of renewing, but not with a word from before signing out everywhere', async () => {
    const token = await tokenOf(creator);
    const { access_token, refresh_token, user } = (await (await exchange(token)).json()) as SessionAnswer;
    expect(refresh_token).toBeNull();
    const end = new Request('http://functions/functions/v1/session/end', {
      method: 'POST',
      headers: { authorization: `Bearer ${access_token}` },
      body: JSON.stringify({ everywhere: true }),
    });
    expect((await handler(end)).status).toBe(200);
    expect(await db`select from private.sessions where user_id = ${user.id} and ended_at is null`).toHaveLength(0);
    await db`update public.users set sessions_from = now() + interval '10 seconds' where id = ${user.id}`;
    expect((await exchange(token)).status).toBe(401);
    await db`update public.users set sessions_from = now() - interval '10 seconds' where id = ${user.id}`;
    expect((await exchange(await tokenOf(creator))).status).toBe(200);
  });

  it('takes over what Farcaster says now, a wallet that was removed included', async () => {
    await exchange(await tokenOf(creator));
    await farcaster.world.addUsers([{ ...creator, displayName: 'Nia A.', address: null }]);
    const { user } = (await (await exchange(await tokenOf(creator))).json()) as SessionAnswer;
    expect(user).toMatchObject({ display_name: 'Nia A.', wallet_address: null });
    await farcaster.world.addUsers([creator]);
  });

  it('lets those in who were here before while Neynar is away; others come again', async () => {
    const away = handlerOf('http://127.0.0.1:9');
    await exchange(await tokenOf(creator));
    expect((await exchange(await tokenOf(creator), away)).status).toBe(200);
    const newcomer = await exchange(await tokenOf(fan), away);
    expect(newcomer.status).toBe(503);
    expect(await newcomer.json()).toMatchObject({ error: { code: 'identity/profile-away', retryable: true } });
  });

  it('refuses tokens for other apps and whatever is no token', async () => {
    const other = await tokenOf(creator, 'https://other.example');
    const good = await tokenOf(creator);
    for (const token of [other, `${good}x`, good.slice(0, -4), 'x']) {
      const response = await exchange(token);
      expect(response.status).toBe(401);
      expect(await response.json()).toMatchObject({ error: { code: 'identity/invalid-token' } });
    }
    for (const token of [undefined, '', 7, 'x'.repeat(5_000)]) expect((await exchange(token)).status).toBe(400);
  });

  it('never breaks on odd tokens', async () => {
    const encoded = fc.oneof(fc.json(), fc.string({ unit: 'binary' })).map(text => Buffer.from(text).toString('base64url'));
    const head = fc
      .record(
        {
          alg: fc.constantFrom('RS256', 'PS256', 'ES256', 'HS256', 'none', 'RSA-OAEP'),
          kid: fc.oneof(fc.string(), fc.constant('k')),
          crit: fc.array(fc.string()),
        },
        { requiredKeys: [] },
      )
      .map(header => Buffer.from(JSON.stringify(header)).toString('base64url'));
    const odd = fc.oneof(
      fc.string({ minLength: 1, unit: 'binary' }),
      fc.tuple(fc.oneof(head, encoded), encoded, fc.base64String()).map(parts => parts.join('.')),
    );
    await fc.assert(
      fc.asyncProperty(odd, async token => {
        expect((await exchange(token)).status).toBe(401);
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it('says 503 while sign-ins cannot be checked', async () => {
    const response = await exchange(await tokenOf(creator), handlerOf(urlOf(config, 'neynar'), 'http://127.0.0.1:9'));
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ error: { code: 'identity/sign-in-away', retryable: true } });
  });
});
