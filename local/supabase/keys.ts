import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** An elliptic-curve key as JSON Web Key, with `d` only when it is private. */
export type SigningJwk = { kty: string; crv: string; x: string; y: string; d: string; kid: string; alg: 'ES256'; use: 'sig' };

export type LocalKeys = {
  /** Private ES256 key that signs user sessions; what the session function gets as SESSION_SIGNING_KEY (as JSON). */
  signingKey: SigningJwk;
  /** HS256 secret between the gateway and the REST server. Never leaves this process. */
  jwtSecret: string;
  /** API key of the web app: role anon. */
  publishableKey: string;
  /** API key of trusted servers: role service_role. */
  secretKey: string;
  /** What cron shows to the functions it wakes. */
  cronSecret: string;
  /** What keys of holders' files are wrapped under. */
  mediaSecret: string;
};

/** The keys of one local world, made once and kept in `<dataDir>/keys.json`, readable by its owner only. */
export function loadKeys({ dataDir }: { dataDir: string }): LocalKeys {
  const file = join(dataDir, 'keys.json');
  const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Partial<LocalKeys>) : {};
  // A world of an earlier day lacks what was thought of since.
  const keys = { ...makeKeys(), ...kept };
  if (Object.keys(kept).length === Object.keys(keys).length) return keys;
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(`${file}.new`, JSON.stringify(keys, null, 2), { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return keys;
}

/** The public half of the signing key, as /auth/v1/.well-known/jwks.json serves it. */
export function publicJwks({ signingKey }: LocalKeys): { keys: Omit<SigningJwk, 'd'>[] } {
  const { d: _, ...open } = signingKey;
  return { keys: [open] };
}

function makeKeys(): LocalKeys {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = privateKey.export({ format: 'jwk' }) as Pick<SigningJwk, 'kty' | 'crv' | 'x' | 'y' | 'd'>;
  return {
    signingKey: { ...jwk, kid: `local-${randomBytes(6).toString('hex')}`, alg: 'ES256', use: 'sig' },
    jwtSecret: randomBytes(32).toString('hex'),
    publishableKey: 'sb_publishable_local',
    secretKey: 'sb_secret_local',
    cronSecret: randomBytes(24).toString('hex'),
    mediaSecret: randomBytes(32).toString('base64'),
  };
}
