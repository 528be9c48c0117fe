import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { importJWK, SignJWT } from 'jose';
import { type LocalConfig, localConfig, urlOf } from '../../config.ts';
import type { Part } from '../../part.ts';
import { bootstrap } from '../bootstrap.ts';
import { type LocalKeys, loadKeys } from '../keys.ts';
import { migrate } from '../migrate.ts';
import { type PostgresPart, startPostgres } from '../postgres.ts';

/** A world of its own for one test file: a temporary folder, its own ports, and parts that `close` stops in reverse. */
export type TestWorld = {
  config: LocalConfig;
  keys: LocalKeys;
  keep: <T extends Part>(part: T) => T;
  /** Postgres with what a hosted project has, and the given SQL as its one migration. */
  database: (sql?: string) => Promise<PostgresPart>;
  /** Writes files under the world's folder and gives its path. */
  files: (folder: string, files: Record<string, string>) => string;
  /** A session as the session function signs it; `claims` replace its own. */
  session: (userId: string, claims?: Record<string, unknown>, expiresIn?: string) => Promise<string>;
  close: () => Promise<void>;
};

/** @param firstPort ten ports a file, below 32768: above it Linux hands ports out to outgoing connections, at random */
export function testWorld(firstPort: number): TestWorld {
  const config = localConfig({ firstPort, dataDir: mkdtempSync(join(tmpdir(), 'gigavibe-')) });
  const keys = loadKeys(config);
  const parts: Part[] = [];
  const world: TestWorld = {
    config,
    keys,
    keep: part => {
      parts.push(part);
      return part;
    },
    database: async (sql = '') => {
      const postgres = world.keep(await startPostgres(config));
      await bootstrap(postgres.url);
      await migrate(postgres.url, world.files('migrations', { '1_test.sql': sql }));
      return postgres;
    },
    files: (folder, files) => {
      const root = join(config.dataDir, folder);
      for (const [path, text] of Object.entries(files)) {
        mkdirSync(dirname(join(root, path)), { recursive: true });
        writeFileSync(join(root, path), text);
      }
      return root;
    },
    session: async (userId, claims = {}, expiresIn = '1h') => {
      const { kid } = keys.signingKey;
      const payload = {
        sub: userId,
        role: 'authenticated',
        aud: 'authenticated',
        iss: `${urlOf(config, 'gateway')}/auth/v1`,
        ...claims,
      };
      const token = new SignJWT(payload).setProtectedHeader({ alg: 'ES256', kid, typ: 'JWT' });
      return token
        .setIssuedAt()
        .setExpirationTime(expiresIn)
        .sign(await importJWK(keys.signingKey, 'ES256'));
    },
    close: async () => {
      for (const part of parts.splice(0).reverse()) await part.stop();
      rmSync(config.dataDir, { recursive: true, force: true });
    },
  };
  return world;
}

export const ANA = 'a0000000-0000-4000-8000-000000000001';
export const BEN = 'b0000000-0000-4000-8000-000000000002';

/** A value that arrives later: `set` gives it, `value` waits for it. */
export function later<T>(): { value: Promise<T>; set: (value: T) => void } {
  const { promise, resolve } = Promise.withResolvers<T>();
  return { value: promise, set: resolve };
}
