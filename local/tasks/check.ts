import { globSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { readOptions } from '../cli/read-options.ts';
import { denoBinary } from '../supabase/functions/deno.ts';
import { run } from './run.ts';

type Check = { name: string; holds: () => Promise<{ ok: boolean; output: string }> };

const passes = (name: string, command: string, ...args: string[]): Check => ({
  name,
  holds: async () => {
    const { code, output } = await run(command, args);
    return { ok: code === 0, output };
  },
});

/** The rules must find the planted violation: a checker that reads no module reports none either. */
const plantedViolation: Check = {
  name: 'import rules find a planted violation',
  holds: async () => {
    const { output } = await run('depcruise', ['--config', '../../../.dependency-cruiser.mjs', 'shared', 'web'], {
      cwd: `${import.meta.dirname}/planted`,
    });
    return { ok: output.includes('shared-stands-alone: shared/kernel/upward.ts'), output };
  },
};

const checks: Check[] = [
  passes('format and lint', 'biome', 'check', '--error-on-warnings', '.'),
  passes('types (web, shared, local)', 'tsc', '-p', '.'),
  passes(
    'types (functions)',
    denoBinary(),
    'check',
    '--quiet',
    '--config',
    'deno.json',
    ...globSync('supabase/functions/*/index.ts'),
  ),
  passes(
    'import rules',
    'depcruise',
    '--config',
    '.dependency-cruiser.mjs',
    'shared',
    'web',
    'supabase',
    'local',
    'e2e',
    'vite.config.ts',
  ),
  plantedViolation,
  passes('dead code', 'knip'),
];

/**
 * Runs every static check, all at once since the compiler takes as long as the others together, and prints a line each; the output of those
 * that fail follows. Returns how many held and how many did not.
 */
export async function runChecks(): Promise<{ passed: number; failed: number }> {
  let failed = 0;
  const started = performance.now();
  const running = checks.map(async ({ name, holds }) => {
    const held = await holds();
    return { name, ...held, seconds: ((performance.now() - started) / 1000).toFixed(1) };
  });
  for (const check of running) {
    const { name, ok, output, seconds } = await check;
    console.log(`${ok ? 'ok  ' : 'FAIL'} ${name} (after ${seconds} s)`);
    if (ok) continue;
    failed += 1;
    console.log(output);
  }
  return { passed: checks.length - failed, failed };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  readOptions('npm run check\n  Format, lint, types, import rules and dead code, all at once.', {});
  process.exitCode = (await runChecks()).failed ? 1 : 0;
}
