import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../../../..');
const read = (path: string) => readFileSync(resolve(root, path), 'utf8');
const { dependencies } = JSON.parse(read('package.json')) as { dependencies: Record<string, string> };
const functions = globSync('supabase/functions/*/index.ts', { cwd: root }).map(path => dirname(path));

/** Every bare specifier that a module and what it imports need at run time. */
function bareImports(path: string, seen = new Set<string>(), bare = new Set<string>()): Set<string> {
  if (seen.has(path)) return bare;
  seen.add(path);
  for (const [, typeOnly, specifier] of read(path).matchAll(/^(?:import|export)\s+(type\s)?(?:[^'";]*?from\s+)?'([^']+)';/gm)) {
    if (typeOnly || !specifier) continue;
    if (specifier.startsWith('.')) bareImports(resolve(dirname(resolve(root, path)), specifier), seen, bare);
    else if (!specifier.startsWith('node:')) bare.add(specifier);
  }
  return bare;
}

describe('import maps of edge functions', () => {
  it.each(functions)('%s has one, with the versions of package.json and every package that it needs', folder => {
    expect(existsSync(resolve(root, folder, 'deno.json'))).toBe(true);
    const { imports } = JSON.parse(read(`${folder}/deno.json`)) as { imports: Record<string, string> };
    for (const [name, target] of Object.entries(imports)) {
      const [, packageName, version, below = ''] = /^npm:((?:@[^/]+\/)?[^@/]+)@([^/]+)(\/.*)?$/.exec(target) ?? [];
      expect(name).toBe(`${packageName}${below}`);
      expect(`${name} ${version}`).toBe(`${name} ${dependencies[packageName ?? '']}`);
    }
    const mapped = Object.keys(imports);
    const missing = [...bareImports(`${folder}/index.ts`)].filter(
      bare => !mapped.some(name => name === bare || (name.endsWith('/') && bare.startsWith(name))),
    );
    expect(missing).toEqual([]);
  });

  it('finds functions to look at', () => {
    expect(functions).toContain('supabase/functions/hooks');
    expect(functions).toContain('supabase/functions/session');
  });
});
