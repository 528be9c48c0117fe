import { generateKeyPairSync } from 'node:crypto';
import { createLocalJWKSet } from 'jose';

/** What signs the sessions of a test, and what checks them. */
export function sessionKeys() {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const named = { kty: 'EC', kid: 'k1', alg: 'ES256' };
  return {
    privateKey,
    signingKey: { ...privateKey.export({ format: 'jwk' }), ...named },
    keys: createLocalJWKSet({ keys: [{ ...publicKey.export({ format: 'jwk' }), ...named }] }),
  };
}
