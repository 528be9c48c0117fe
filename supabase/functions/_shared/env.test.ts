import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Env, envSchema, readEnv } from './env.ts';

const root = resolve(import.meta.dirname, '../../..');
const read = (path: string) => readFileSync(resolve(root, path), 'utf8');
const keys = Object.keys(envSchema.shape) as (keyof Env)[];

describe('environment', () => {
  it('names every missing variable at once', () => {
    for (const key of keys) expect(() => readEnv({}, keys)).toThrow(`${key} is missing`);
  });

  it('names what is malformed without saying the value', () => {
    const source = { CRON_SECRET: 'short', SESSION_SIGNING_KEY: '{"d":"hidden"}', CHAIN_ID: 'base' };
    const failure = (() => {
      try {
        readEnv(source, ['CRON_SECRET', 'SESSION_SIGNING_KEY', 'CHAIN_ID']);
        return '';
      } catch (error) {
        return String(error);
      }
    })();
    for (const key of Object.keys(source)) expect(failure).toContain(key);
    expect(failure).not.toMatch(/hidden|short\b(?! for)/);
  });

  it('starts with no database but that of least privilege', () => {
    const as = (user: string) => () => readEnv({ DATABASE_URL: `postgres://${user}@db.example:6543/postgres` }, ['DATABASE_URL']);
    for (const user of ['postgres:secret', 'postgres.project:secret', 'supabase_admin', 'gigavibe'])
      expect(as(user)).toThrow('gigavibe_functions');
    for (const user of ['gigavibe_functions', 'gigavibe_functions:secret', 'gigavibe_functions.project:secret'])
      expect(as(user)).not.toThrow();
  });

  it('hands out what was asked for, parsed, and nothing else', () => {
    const source = {
      SUPABASE_URL: 'https://x.supabase.co/',
      CHAIN_ID: '8453',
      IPFS_GATEWAY_URLS: 'https://a.example, https://b.example/',
      CRON_SECRET: 'x'.repeat(32),
    };
    expect(readEnv(source, ['SUPABASE_URL', 'CHAIN_ID', 'IPFS_GATEWAY_URLS'])).toEqual({
      SUPABASE_URL: 'https://x.supabase.co',
      CHAIN_ID: 8453,
      IPFS_GATEWAY_URLS: ['https://a.example', 'https://b.example'],
    });
  });

  it('lets what is optional be away, and not be malformed', () => {
    const optional = ['LAUNCH_SIGNER_URL', 'LAUNCH_WALLET_ADDRESS'] as const;
    expect(readEnv({ LAUNCH_SIGNER_URL: '' }, [], optional)).toEqual({});
    expect(() => readEnv({ LAUNCH_WALLET_ADDRESS: '0x1' }, [], optional)).toThrow('LAUNCH_WALLET_ADDRESS');
  });

  it('is explained in .env.example to the last variable, the web build included', () => {
    const example = [...read('.env.example').matchAll(/^([A-Z_]+)=/gm)].map(([, key]) => key);
    const web = globSync('web/**/*.{ts,tsx}', { cwd: root }).flatMap(path =>
      [...read(path).matchAll(/\bVITE_[A-Z_]+/g)].map(([key]) => key),
    );
    expect(web.length).toBeGreaterThan(0);
    expect(example.toSorted()).toEqual([...keys, ...new Set(web)].toSorted());
  });

  it('gives the signing key to the session function alone, and the launch wallet to none that a browser can call', () => {
    const readers = (key: string) =>
      globSync('supabase/functions/*/index.ts', { cwd: root }).filter(path => new RegExp(`\\b${key}\\b`).test(read(path)));
    expect(readers('SESSION_SIGNING_KEY')).toEqual(['supabase/functions/session/index.ts']);
    expect(readers('SIGNER_VARIABLES')).toEqual(['supabase/functions/launch-coins/index.ts']);
    expect(readers('LAUNCH_WALLET_PRIVATE_KEY')).toEqual([]);
  });
});
