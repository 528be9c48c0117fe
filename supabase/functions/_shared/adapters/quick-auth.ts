import { createRemoteJWKSet, customFetch, errors, jwtVerify } from 'jose';
import { z } from 'zod';
import { invalidToken, signInAway } from '../../../../shared/identity/errors.ts';
import type { FarcasterPorts } from '../../../../shared/identity/ports.ts';
import { fetchSmall } from '../read-answer.ts';
import { keysAway } from './keys-away.ts';

const claims = z.object({
  sub: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER),
  exp: z.number(),
  iat: z.number().optional(),
});

/** Tokens that do not say when they were given out live so long. */
const LIFETIME_S = 3_600;

export type QuickAuthOptions = {
  /** The Quick Auth server, which is also the issuer. */
  origin: string;
  /** Host of the mini-app: the audience. */
  domain: string;
  /** Unix ms. */
  now: () => number;
};

/** Checks Quick Auth tokens as its own client does, but by the clock of all our doors: signature by the server's JWKS (cached), issuer, audience, expiry. */
export function quickAuth({ origin, domain, now }: QuickAuthOptions): FarcasterPorts['verifyToken'] {
  const keys = createRemoteJWKSet(new URL('/.well-known/jwks.json', origin), {
    timeoutDuration: 3_000,
    [customFetch]: fetchSmall,
  });
  return async token => {
    try {
      const { payload } = await jwtVerify(token, keys, { issuer: origin, audience: domain, currentDate: new Date(now()) });
      const { sub, iat, exp } = claims.parse(payload);
      return { fid: sub, issuedAt: (iat ?? exp - LIFETIME_S) * 1000 };
    } catch (error) {
      throw isRefusal(error) ? invalidToken(error) : signInAway(error);
    }
  };
}

/** What jose or the claims say against a token. Anything else, the network above all, leaves it unchecked. */
function isRefusal(error: unknown): boolean {
  return error instanceof z.ZodError || (error instanceof errors.JOSEError && !keysAway(error));
}
