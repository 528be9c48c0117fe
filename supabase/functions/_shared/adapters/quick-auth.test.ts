import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type QuickAuthOptions, quickAuth } from './quick-auth.ts';

const DOMAIN = 'gigavibe.example';
let server: Server;
let origin = '';
let status = 200;
let keyPair: CryptoKeyPair;
const verifier = (change: Partial<QuickAuthOptions> = {}) => quickAuth({ origin, domain: DOMAIN, now: Date.now, ...change });
const seconds = () => Math.floor(Date.now() / 1000);
const signed = (changed: JWTPayload = {}, { key = keyPair.privateKey, kid = 'q1', alg = 'RS256' } = {}) =>
  new SignJWT({ sub: 3621 as unknown as string, iss: origin, aud: DOMAIN, exp: seconds() + 60, ...changed })
    .setProtectedHeader({ alg, kid })
    .sign(key);

beforeAll(async () => {
  keyPair = (await generateKeyPair('RS256')) as CryptoKeyPair;
  const jwk = { ...(await exportJWK(keyPair.publicKey)), kid: 'q1', alg: 'RS256', use: 'sig' };
  server = createServer((_, response) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ keys: [jwk] })),
  );
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise(resolve => server.close(resolve)));

describe('quickAuth', () => {
  it('says 503 while the keys cannot be read', async () => {
    const token = await signed();
    status = 500;
    await expect(verifier()(token)).rejects.toMatchObject({ status: 503, retryable: true });
    status = 200;
    await expect(verifier({ origin: 'http://127.0.0.1:9' })(token)).rejects.toMatchObject({ status: 503 });
  });

  it('finds the fid in a good token, as a number or in words', async () => {
    const verify = verifier();
    expect(await verify(await signed({ iat: 1_800_000_000 }))).toEqual({ fid: 3621, issuedAt: 1_800_000_000_000 });
    expect(await verify(await signed({ sub: '3621' }))).toMatchObject({ fid: 3621 });
  });

  it.each<[string, Record<string, unknown>]>([
    ['another app', { aud: 'other.example' }],
    ['another issuer', { iss: 'https://other.example' }],
    ['yesterday', { exp: 1 }],
    ['no end', { exp: undefined }],
    ['nobody', { sub: undefined }],
    ['a name', { sub: 'nia' }],
    ['fid 0', { sub: '0' }],
  ])('refuses a token for %s', async (_, changed) => {
    await expect(verifier()(await signed(changed))).rejects.toMatchObject({
      status: 401,
      code: 'identity/invalid-token',
    });
  });

  it('goes by the clock that it is given, whatever the machine takes the time for', async () => {
    const hour = 3_600_000;
    const over = await signed({ exp: seconds() - 1_800 });
    await expect(verifier()(over)).rejects.toMatchObject({ status: 401 });
    expect(await verifier({ now: () => Date.now() - hour })(over)).toMatchObject({ fid: 3621 });
    await expect(verifier({ now: () => Date.now() + hour })(await signed())).rejects.toMatchObject({ status: 401 });
  });

  it('refuses other keys and anything that is no token', async () => {
    const verify = verifier();
    const other = (await generateKeyPair('RS256')).privateKey;
    const elliptic = (await generateKeyPair('ES256')).privateKey;
    const [head, body] = (await signed()).split('.');
    const none = `${btoa('{"alg":"none"}').replaceAll('=', '')}.${body}.`;
    const bad = [
      await signed({}, { key: other }),
      await signed({}, { key: other, kid: 'unknown' }),
      await signed({}, { key: elliptic, alg: 'ES256' }),
      none,
      `${head}.${body}`,
      `${head}.${body}.AAAA`,
      '',
      'a.b.c',
      '💿',
    ];
    for (const token of bad) await expect(verify(token)).rejects.toMatchObject({ status: 401 });
  });
});
