import { createClient, Errors } from '@farcaster/quick-auth';
import { z } from 'zod';
import { invalidToken, signInAway } from '../../../../shared/identity/errors.ts';
import type { FarcasterPorts } from '../../../../shared/identity/ports.ts';

const claims = z.object({
  sub: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER),
  exp: z.number(),
  iat: z.number().optional(),
});

/** Tokens that do not say when they were given out live so long. */
const LIFETIME_S = 3_600;

/** jose's codes for keys that cannot be fetched; its other codes are the token's fault. */
const KEYS_AWAY = new Set(['ERR_JWKS_TIMEOUT', 'ERR_JOSE_GENERIC']);

export type QuickAuthOptions = {
  /** The Quick Auth server, which is also the issuer. */
  origin: string;
  /** Host of the mini-app: the audience. */
  domain: string;
};

/** Checks Quick Auth tokens: signature by the server's JWKS (cached), issuer, audience, expiry. */
export function quickAuth({ origin, domain }: QuickAuthOptions): FarcasterPorts['verifyToken'] {
  const client = createClient({ origin });
  return async token => {
    try {
      const { sub, iat, exp } = claims.parse(await client.verifyJwt({ token, domain }));
      return { fid: sub, issuedAt: (iat ?? exp - LIFETIME_S) * 1000 };
    } catch (error) {
      throw isRefusal(error) ? invalidToken(error) : signInAway(error);
    }
  };
}

/** What the client, jose or the claims say against a token. Anything else, the network above all, leaves it unchecked. */
function isRefusal(error: unknown): boolean {
  if (error instanceof Errors.InvalidTokenError || error instanceof z.ZodError) return true;
  if (!(error instanceof Error && 'code' in error)) return false;
  return String(error.code).startsWith('ERR_J') && !KEYS_AWAY.has(String(error.code));
}
