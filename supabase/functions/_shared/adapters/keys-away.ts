import { errors } from 'jose';

/** jose answers a JWKS that cannot be fetched with its time-out, its generic error, or fetch's own TypeError. */
export function keysAway(error: unknown): boolean {
  if (error instanceof errors.JWKSTimeout || error instanceof TypeError) return true;
  return error instanceof errors.JOSEError && error.code === 'ERR_JOSE_GENERIC';
}
