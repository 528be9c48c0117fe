import { randomBytes } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';
import type { Address } from 'viem';
import { z } from 'zod';
import { type LocalConfig, urlOf } from '../../config.ts';
import { listen } from '../../listen.ts';
import type { Part } from '../../part.ts';
import { json, preflight } from '../answers.ts';
import { loadSigningKey } from './keys.ts';
import { InvalidSiwf, verifySiwf } from './verify-siwf.ts';

export type QuickAuthOptions = {
  /** The person of a fid, with the address that may sign for them; undefined when there is nobody. */
  findUser: (fid: number) => { address: Address | null } | undefined;
  now?: () => number;
};

const TOKEN_SECONDS = 3_600;
const NONCE_MS = 10 * 60 * 1_000;
const siwf = z.object({ message: z.string(), signature: z.string(), domain: z.string() });

/**
 * Starts the stand-in for auth.farcaster.xyz on `ports.quickAuth`: `POST /nonce`, `POST /verify-siwf`, `GET /verify-jwt` and
 * `GET /.well-known/jwks.json`. Tokens are RS256, `iss` is this server's address, `sub` the fid, `aud` the domain, for one hour.
 */
export async function startQuickAuth(config: LocalConfig, { findUser, now = Date.now }: QuickAuthOptions): Promise<Part> {
  const key = await loadSigningKey(config.dataDir);
  const issuer = urlOf(config, 'quickAuth');
  const nonces = new Map<string, number>();
  const addressesOf = (fid: number) => {
    const address = findUser(fid)?.address;
    return address ? [address] : [];
  };

  const handNonce = () => {
    for (const [nonce, until] of nonces) if (until < now()) nonces.delete(nonce);
    const nonce = randomBytes(16).toString('hex');
    nonces.set(nonce, now() + NONCE_MS);
    return json({ nonce });
  };
  const takeNonce = (nonce: string) => {
    const until = nonces.get(nonce) ?? 0;
    nonces.delete(nonce);
    return until >= now();
  };
  const seconds = () => Math.floor(now() / 1_000);

  const exchange = async (request: Request) => {
    const input = siwf.safeParse(await request.json().catch(() => null));
    if (!input.success) return json({ error: 'invalid_params', error_message: input.error.message }, 400);
    try {
      const fid = await verifySiwf(input.data, { now: new Date(now()), takeNonce, addressesOf });
      // The real server's subject is the fid as a number, which the type of a JWT does not foresee.
      const token = await new SignJWT({ sub: fid as unknown as string })
        .setProtectedHeader({ alg: 'RS256', kid: key.kid })
        .setIssuedAt(seconds())
        .setExpirationTime(seconds() + TOKEN_SECONDS)
        .setIssuer(issuer)
        .setAudience(input.data.domain)
        .sign(key.privateKey);
      return json({ valid: true, token });
    } catch (error) {
      if (error instanceof InvalidSiwf) return json({ error: error.code, error_message: error.message }, 400);
      throw error;
    }
  };

  const check = async (query: URLSearchParams) => {
    const options = { issuer, audience: query.get('domain') ?? '', currentDate: new Date(now()) };
    try {
      return json((await jwtVerify(query.get('token') ?? '', key.publicJwk, options)).payload);
    } catch (error) {
      return json({ error: 'invalid_token', error_message: String(error) }, 400);
    }
  };

  const close = await listen({ part: 'Quick Auth', host: config.host, port: config.ports.quickAuth }, request => {
    const { pathname, searchParams } = new URL(request.url);
    if (request.method === 'OPTIONS') return preflight();
    if (pathname === '/nonce' && request.method === 'POST') return handNonce();
    if (pathname === '/verify-siwf' && request.method === 'POST') return exchange(request);
    if (pathname === '/verify-jwt') return check(searchParams);
    if (pathname === '/.well-known/jwks.json') return json({ keys: [key.publicJwk] });
    return json({ error: 'not_found' }, 404);
  });
  return { name: 'quick-auth', stop: close };
}
