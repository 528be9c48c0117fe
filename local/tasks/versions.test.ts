import { createRequire } from 'node:module';
import { expect, it } from 'vitest';
import own from '../../package.json' with { type: 'json' };

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
