import { createRemoteJWKSet, customFetch, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { z } from 'zod';
import { AppError } from '../../../../shared/kernel/app-error.ts';
import { keysAway } from '../adapters/keys-away.ts';
import { fetchSmall } from '../read-answer.ts';

/** Who asks: our user, and their Farcaster id if they have one, as our own signed session says. */
export type Session = { userId: string; fid: number | null; sessionId: string };

/** @throws AppError `session/required` (401) without a valid session, `session/keys-away` (503) when the keys cannot be read. */
export type RequireSession = (request: Request) => Promise<Session>;

export type SessionVerifierOptions = {
  supabaseUrl: string;
  /** The public keys; by default read from the project's JWKS and cached for the life of the isolate. */
  keys?: JWTVerifyGetKey;
  /** Wall time in ms; by default the system's. */
  now?: () => number;
};

const claims = z.object({
  sub: z.uuid(),
  fid: z.number().int().positive().optional(),
  session_id: z.string(),
  role: z.literal('authenticated'),
});

/** Verifies `authorization: Bearer <session>`: ES256, our issuer, audience and role `authenticated`, not expired. */
export function sessionVerifier(options: SessionVerifierOptions): RequireSession {
  const verify = tokenVerifier(options);
  return async request => verify(/^Bearer (\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1]);
}

/** The same for a token that did not come in the header. */
export type VerifySession = (token: string | undefined) => Promise<Session>;

/** Checks access tokens against the project's published keys. What it gives throws 401 for any token that is not ours, or is over. */
export function tokenVerifier({ supabaseUrl, keys, now = Date.now }: SessionVerifierOptions): VerifySession {
  const issuer = `${supabaseUrl}/auth/v1`;
  const jwks =
    keys ?? createRemoteJWKSet(new URL(`${issuer}/.well-known/jwks.json`), { timeoutDuration: 3_000, [customFetch]: fetchSmall });
  return async token => {
    if (!token) throw required();
    try {
      const options = {
        algorithms: ['ES256'],
        issuer,
        audience: 'authenticated',
        currentDate: new Date(now()),
        requiredClaims: ['exp'],
      };
      const { payload } = await jwtVerify(token, jwks, options);
      const { sub, fid, session_id } = claims.parse(payload);
      return { userId: sub, fid: fid ?? null, sessionId: session_id };
    } catch (error) {
      throw keysAway(error) ? away(error) : required(error);
    }
  };
}

function required(cause?: unknown): AppError {
  return new AppError('session/required', 'Sign in first: the session is missing, invalid or over.', { status: 401, cause });
}

function away(cause: unknown): AppError {
  return new AppError('session/keys-away', 'Sessions cannot be checked right now. Please try again in a moment.', {
    status: 503,
    retryable: true,
    cause,
  });
}
