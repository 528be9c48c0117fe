import { importJWK, type JWK, SignJWT } from 'jose';
import type { IdentityPorts } from '../../../../shared/identity/ports.ts';

const LIFETIME_S = 3_600;

export type SessionTokenOptions = {
  supabaseUrl: string;
  /** Private ES256 key with its `kid`. It could sign any role: only this file uses it, and role and audience are fixed below. */
  signingKey: JWK & { kid: string };
  /** Wall time in ms. */
  now: () => number;
  sessionId: () => string;
};

/** Mints the session that REST, Realtime and our functions accept: one hour, role `authenticated`, with the fid. */
export function sessionMinter({ supabaseUrl, signingKey, now, sessionId }: SessionTokenOptions): IdentityPorts['mintSession'] {
  const key = importJWK(signingKey, 'ES256');
  return async user => {
    const issuedAt = Math.floor(now() / 1000);
    const expiresAt = issuedAt + LIFETIME_S;
    const accessToken = await new SignJWT({ role: 'authenticated', fid: user.fid, session_id: sessionId(), is_anonymous: false })
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
