import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { exportJWK, generateKeyPair, importJWK, type JWK } from 'jose';

export type SigningKey = { kid: string; privateKey: Awaited<ReturnType<typeof importJWK>>; publicJwk: JWK };

/** The RS256 key of the local Quick Auth server, made once and kept in `<dataDir>/quick-auth/key.json`, so that tokens outlive a restart. */
export async function loadSigningKey(dataDir: string): Promise<SigningKey> {
  const path = join(dataDir, 'quick-auth', 'key.json');
  if (!existsSync(path)) {
    const { privateKey } = await generateKeyPair('RS256', { extractable: true });
    await mkdir(dirname(path), { recursive: true });
    // Written beside and renamed: a kill in between leaves no half key.
    await writeFile(`${path}.new`, JSON.stringify({ ...(await exportJWK(privateKey)), kid: crypto.randomUUID(), alg: 'RS256' }), {
      mode: 0o600,
    });
    await rename(`${path}.new`, path);
  }
  const jwk = JSON.parse(await readFile(path, 'utf8')) as JWK & { kid: string };
  const { kty, n, e, kid } = jwk;
  if (!kty || !n || !e) throw new Error(`${path} is not an RSA key: delete it to get a new one`);
  return { kid, privateKey: await importJWK(jwk, 'RS256'), publicJwk: { kty, n, e, kid, alg: 'RS256', use: 'sig' } };
}
