import { createClient } from '@farcaster/quick-auth';
import { z } from 'zod';
import { invalidToken, signInAway } from '../../../../shared/identity/errors.ts';
import type { IdentityPorts } from '../../../../shared/identity/ports.ts';

const claims = z.object({
  sub: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER),
  exp: z.number(),
});

/** jose's codes and fetch's TypeError for keys that cannot be fetched. Every other failure is the token's. */
const AWAY = new Set(['ERR_JWKS_TIMEOUT', 'ERR_JOSE_GENERIC']);

export type QuickAuthOptions = {
  /** The Quick Auth server, which is also the issuer. */
  origin: string;
  /** Host of the mini-app: the audience. */
  domain: string;
};

/** Checks Quick Auth tokens: signature by the server's JWKS (cached), issuer, audience, expiry. */
export function quickAuth({ origin, domain }: QuickAuthOptions): IdentityPorts['verifyToken'] {
  const client = createClient({ origin });
  return async token => {
    try {
      return claims.parse(await client.verifyJwt({ token, domain })).sub;
    } catch (error) {
      throw keysAway(error) ? signInAway(error) : invalidToken(error);
    }
  };
}

function keysAway(error: unknown): boolean {
  if (error instanceof TypeError) return true;
  return error instanceof Error && 'code' in error && AWAY.has(String(error.code));
}
