import { importJWK, type JWK, SignJWT } from 'jose';
import type { SessionPorts } from '../../../../shared/identity/ports.ts';

const LIFETIME_S = 3_600;

export type SessionTokenOptions = {
  supabaseUrl: string;
  /** Private ES256 key with its `kid`. It could sign any role: only this file uses it, and role and audience are fixed below. */
  signingKey: JWK & { kid: string };
  /** Wall time in ms. */
  now: () => number;
};

/** Mints the token that REST, Realtime and our functions accept: one hour, role `authenticated`, with the fid of those who have one. */
export function sessionMinter({ supabaseUrl, signingKey, now }: SessionTokenOptions): SessionPorts['mintToken'] {
  const key = importJWK(signingKey, 'ES256');
  return async (user, sessionId) => {
    const issuedAt = Math.floor(now() / 1000);
    const expiresAt = issuedAt + LIFETIME_S;
    const fid = user.fid === null ? {} : { fid: user.fid };
    const accessToken = await new SignJWT({ role: 'authenticated', ...fid, session_id: sessionId, is_anonymous: false })
      .setProtectedHeader({ alg: 'ES256', kid: signingKey.kid, typ: 'JWT' })
      .setIssuer(`${supabaseUrl}/auth/v1`)
      .setAudience('authenticated')
      .setSubject(user.id)
      .setIssuedAt(issuedAt)
      .setExpirationTime(expiresAt)
      .sign(await key);
    return { accessToken, expiresAt };
  };
}
