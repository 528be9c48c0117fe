import { jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { AppError } from '../../../../shared/kernel/app-error.ts';
import { QUOTE_PERMISSION_SECONDS, type QuotePermission } from '../../../../shared/markets/quote-permission.ts';

/** Only here: a session is no permission, and a permission opens no other door. */
const AUDIENCE = 'zora/quote';
const claims = z.object({ sub: z.uuid(), trader: z.string().regex(/^0x[0-9a-f]{40}$/) });

export type QuotePermissions = {
  /** A permission as text, fit for a path, and when it ends (Unix ms). */
  give: (permission: QuotePermission) => Promise<{ text: string; expiresAt: number }>;
  /** @throws AppError `zora/no-permission` (401) when it is not ours, over, or for something else */
  read: (text: string) => Promise<QuotePermission>;
};

/**
 * Signs and reads permissions to ask for quotes: HMAC-SHA256 under a key that is derived (HKDF) from Zora's. Who holds that needs
 * no permission; a new one ends all that were given. `now` gives Unix ms.
 */
export function quotePermissions({ apiKey, now }: { apiKey: string; now: () => number }): QuotePermissions {
  const key = derive(apiKey);
  return {
    give: async ({ userId, trader }) => {
      const expires = Math.floor(now() / 1000) + QUOTE_PERMISSION_SECONDS;
      const text = await new SignJWT({ trader: trader.toLowerCase() })
        .setProtectedHeader({ alg: 'HS256' })
        .setAudience(AUDIENCE)
        .setSubject(userId)
        .setExpirationTime(expires)
        .sign(await key);
      return { text, expiresAt: expires * 1000 };
    },
    read: async text => {
      const options = { algorithms: ['HS256'], audience: AUDIENCE, currentDate: new Date(now()), requiredClaims: ['exp'] };
      try {
        const { payload } = await jwtVerify(text, await key, options);
        const { sub, trader } = claims.parse(payload);
        return { userId: sub, trader };
      } catch (cause) {
        throw noPermission(cause);
      }
    },
  };
}

async function derive(apiKey: string): Promise<CryptoKey> {
  const bytes = (text: string) => new TextEncoder().encode(text);
  const source = await crypto.subtle.importKey('raw', bytes(apiKey), 'HKDF', false, ['deriveKey']);
  const how = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: bytes('permissions to ask for quotes') };
  return crypto.subtle.deriveKey(how, source, { name: 'HMAC', hash: 'SHA-256', length: 256 }, false, ['sign', 'verify']);
}

function noPermission(cause: unknown): AppError {
  return new AppError('zora/no-permission', 'The permission to ask for prices is over. Please try again.', {
    status: 401,
    retryable: true,
    cause,
  });
}
