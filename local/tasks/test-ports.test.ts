import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
/** The first port of a world, or a port alone, as tests write it: `openTestDatabase(29_000)`, `firstPort: 28_300`, `const PORT = 29_460`. */
const PORT =
  /(?:(?:start|open)[A-Z]\w*|testConfig|\w+World|firstPort:|port:|\w*PORT\w* =)[ (]*(?:\{ firstPort: )?(\d{2}_?\d{3})\b/g;
const IN_A_WORLD = 10;

test('no two integration tests, which may run at once, have a port in common', () => {
  const owners = new Map<number, Set<string>>();
  for (const file of globSync('{shared,supabase,local,web,e2e}/**/*.int.test.ts', { cwd: ROOT })) {
    for (const [, port = ''] of readFileSync(join(ROOT, file), 'utf8').matchAll(PORT)) {
      const world = Math.floor(Number(port.replace('_', '')) / IN_A_WORLD);
      owners.set(world, (owners.get(world) ?? new Set()).add(file));
    }
  }
  expect(owners.size).toBeGreaterThan(50);
  expect([...owners.values()].filter(files => files.size > 1).map(files => [...files])).toEqual([]);
});
