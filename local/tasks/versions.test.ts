import { createRequire } from 'node:module';
import { expect, it } from 'vitest';
import own from '../../package.json' with { type: 'json' };
import lock from '../../package-lock.json' with { type: 'json' };

const require = createRequire(import.meta.url);
const versions = (map: Record<string, string>) => Object.entries(map);

it('pins every dependency to one exact version', () => {
  const loose = [...versions(own.dependencies), ...versions(own.devDependencies)].filter(
    ([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version),
  );
  expect(loose).toEqual([]);
});

it.each(['@supabase/postgrest-js', '@supabase/realtime-js'] as const)('loads the %s that supabase-js is made of', name => {
  const whole = require('@supabase/supabase-js/package.json') as { dependencies: Record<string, string> };
  expect(own.dependencies[name]).toBe(whole.dependencies[name]);
});

it.each(['node_modules/@solana/web3.js/node_modules/typescript', 'node_modules/jayson/node_modules/utf-8-validate'])(
  'keeps %s in the lock, which npm 10 asks for and npm 11 prunes',
  path => expect(Object.keys(lock.packages)).toContain(path),
);
