import { createLocalJWKSet, decodeProtectedHeader, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import { type LocalConfig, urlOf } from '../config.ts';
import { type LocalKeys, publicJwks } from './keys.ts';

export type Claims = JWTPayload & { role: string };

export type Tokens = {
  /** Claims of an API key (`sb_…`) or of a token, or null when it is neither valid nor known. */
  claimsOf: (credential: string) => Promise<Claims | null>;
  /** The same claims and expiry as a token that the REST server understands; null for an invalid token. */
  internalToken: (token: string) => Promise<string | null>;
};

/** Roles that the API may act as: what the host's authenticator may become. Any other in a token makes it invalid. */
const ROLES = ['anon', 'authenticated', 'service_role'];
const isApiRole = (role: unknown): role is string => ROLES.includes(role as string);

/** Verified tokens kept at most; beyond it the oldest is dropped. */
const CACHE_SIZE = 5000;

/**
 * Checks the credentials of callers. Sessions are ES256 tokens with this world's key, issuer `<gateway>/auth/v1` and audience
 * `authenticated`; the REST server, which knows HS256 only, gets them signed anew with the same expiry.
 * @param now unix milliseconds, for expiry
 */
export function makeTokens(config: LocalConfig, keys: LocalKeys, now: () => number = Date.now): Tokens {
  const jwks = createLocalJWKSet(publicJwks(keys));
  const secret = new TextEncoder().encode(keys.jwtSecret);
  const issuer = `${urlOf(config, 'gateway')}/auth/v1`;
  const cache = new Map<string, { claims: Claims; internal: string }>();

  const verify = async (token: string): Promise<{ claims: Claims; internal: string } | null> => {
    const known = cache.get(token);
    if (known) {
      if ((known.claims.exp ?? 0) * 1000 > now()) return known;
      cache.delete(token);
      return null;
    }
    try {
      const options = { currentDate: new Date(now()), requiredClaims: ['exp', 'role'] };
      const isSession = decodeProtectedHeader(token).alg === 'ES256';
      const { payload } = isSession
        ? await jwtVerify(token, jwks, { ...options, algorithms: ['ES256'], issuer, audience: 'authenticated' })
        : await jwtVerify(token, secret, { ...options, algorithms: ['HS256'] });
      if (!isApiRole(payload.role)) return null;
      const claims: Claims = { ...payload, role: payload.role };
      const internal = isSession
        ? await new SignJWT(payload).setProtectedHeader({ alg: 'HS256', typ: 'JWT' }).sign(secret)
        : token;
      const entry = { claims, internal };
      if (cache.size >= CACHE_SIZE) cache.delete(cache.keys().next().value ?? '');
      cache.set(token, entry);
      return entry;
    } catch {
      return null;
    }
  };

  return {
    claimsOf: async credential => {
      if (credential === keys.publishableKey) return { role: 'anon' };
      if (credential === keys.secretKey) return { role: 'service_role' };
      return (await verify(credential))?.claims ?? null;
    },
    internalToken: async token => (await verify(token))?.internal ?? null,
  };
}
