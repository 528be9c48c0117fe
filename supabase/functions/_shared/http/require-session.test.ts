import { createLocalJWKSet, exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { sessionMinter } from '../adapters/session-token.ts';
import { type RequireSession, sessionVerifier } from './require-session.ts';

const URL = 'https://project.example';
const NOW = Date.UTC(2026, 0, 1);
const user = {
  id: '0f6f0d5e-7c1a-4f6e-9a53-2f1f8d1d9a11',
  fid: 7,
  displayName: 'Nia',
  username: null,
  avatarUrl: null,
  bio: null,
  walletAddress: null,
  sessionsFrom: 0,
};
const good: JWTPayload = {
  role: 'authenticated',
  fid: 7,
  session_id: 's',
  sub: user.id,
  aud: 'authenticated',
  iss: `${URL}/auth/v1`,
  exp: NOW / 1000 + 60,
};

let keyPair: CryptoKeyPair;
let requireSession: RequireSession;
let token = '';
const asking = (authorization: string | null) =>
  new Request('https://x.example', { headers: authorization === null ? {} : { authorization } });
const signed = (claims: JWTPayload, key: CryptoKey | Uint8Array = keyPair.privateKey, alg = 'ES256') =>
  new SignJWT(claims).setProtectedHeader({ alg, kid: 'k1' }).sign(key);

beforeAll(async () => {
  keyPair = (await generateKeyPair('ES256', { extractable: true })) as CryptoKeyPair;
  const keys = createLocalJWKSet({ keys: [{ ...(await exportJWK(keyPair.publicKey)), kid: 'k1', alg: 'ES256' }] });
  requireSession = sessionVerifier({ supabaseUrl: URL, keys, now: () => NOW });
  const signingKey = { ...(await exportJWK(keyPair.privateKey)), kid: 'k1' };
  const mint = sessionMinter({ supabaseUrl: URL, signingKey, now: () => NOW });
  const session = await mint(user, 's');
  token = session.accessToken;
  expect(session.expiresAt).toBe(NOW / 1000 + 3_600);
});

describe('requireSession', () => {
  it('knows the sessions that we mint', async () => {
    expect(await requireSession(asking(`Bearer ${token}`))).toEqual({ userId: user.id, fid: 7, sessionId: 's' });
  });

  it('knows those who came by wallet, who have no fid', async () => {
    const { fid: _, ...claims } = good;
    expect(await requireSession(asking(`Bearer ${await signed(claims)}`))).toMatchObject({ userId: user.id, fid: null });
  });

  it('asks to sign in without one', async () => {
    for (const header of [null, '', 'Bearer', `Basic ${token}`, `Bearer ${token} x`]) {
      await expect(requireSession(asking(header))).rejects.toMatchObject({ status: 401, code: 'session/required' });
    }
  });

  it('is over after its hour', async () => {
    const keys = createLocalJWKSet({ keys: [{ ...(await exportJWK(keyPair.publicKey)), kid: 'k1' }] });
    const at = (now: number) => sessionVerifier({ supabaseUrl: URL, keys, now: () => now })(asking(`Bearer ${token}`));
    await expect(at(NOW + 3_599_000)).resolves.toMatchObject({ fid: 7 });
    await expect(at(NOW + 3_600_000)).rejects.toMatchObject({ status: 401 });
  });

  it.each<[string, Record<string, unknown>]>([
    ['another issuer', { iss: 'https://other.example/auth/v1' }],
    ['another audience', { aud: 'anon' }],
    ['another role', { role: 'service_role' }],
    ['a fid in words', { fid: '7' }],
    ['a subject that is no user id', { sub: '7' }],
    ['no end', { exp: undefined }],
  ])('refuses %s, though well signed', async (_, changed) => {
    await expect(requireSession(asking(`Bearer ${await signed(good)}`))).resolves.toBeTruthy();
    await expect(requireSession(asking(`Bearer ${await signed({ ...good, ...changed })}`))).rejects.toMatchObject({
      status: 401,
    });
  });

  it('refuses other keys, other algorithms and changed claims', async () => {
    const other = (await generateKeyPair('ES256')).privateKey;
    const [head, body, signature] = token.split('.') as [string, string, string];
    const none = `${btoa('{"alg":"none"}').replaceAll('=', '')}.${body}.`;
    const changed = `${head}.${btoa(JSON.stringify({ ...good, fid: 8 })).replaceAll('=', '')}.${signature}`;
    const bad = [await signed(good, other), await signed(good, new Uint8Array(32), 'HS256'), none, changed, 'a.b.c', 'x'];
    for (const one of bad) await expect(requireSession(asking(`Bearer ${one}`))).rejects.toMatchObject({ status: 401 });
  });

  it('says 503 when the keys cannot be read', async () => {
    const away = sessionVerifier({ supabaseUrl: 'http://127.0.0.1:9', now: () => NOW });
    await expect(away(asking(`Bearer ${token}`))).rejects.toMatchObject({ status: 503, retryable: true });
  });
});
