import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { run } from '../tasks/run.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const SOURCES = ['web/**/*', 'shared/**/*.ts', 'vite.config.ts', 'package-lock.json'];

/** What the web is built from, as one hash: its sources and the configuration that is compiled in. */
function sourceHash(env: Record<string, string>): string {
  const hash = createHash('sha256').update(JSON.stringify(Object.entries(env).sort()));
  const files = SOURCES.flatMap(pattern => globSync(pattern, { cwd: ROOT })).sort();
  for (const file of files) {
    const path = join(ROOT, file);
    if (statSync(path).isFile()) hash.update(file).update('\0').update(readFileSync(path));
  }
  return hash.digest('hex').slice(0, 16);
}

/**
 * Builds the mini-app with the given `VITE_*` values, once for each state of the sources, and returns the folder.
 * @throws when the build fails, with what it printed.
 */
export async function buildWeb(cacheDir: string, env: Record<string, string>): Promise<string> {
  const folder = join(cacheDir, 'web', sourceHash(env));
  if (existsSync(folder)) return folder;
  const fresh = `${folder}.${process.pid}`;
  const { code, output } = await run('vite', ['build', '--outDir', fresh, '--logLevel', 'warn'], {
    env: { ...env, NODE_ENV: 'production' },
  });
  if (code !== 0) throw new Error(`The web did not build:\n${output}`);
  await rename(fresh, folder).catch(() => rm(fresh, { recursive: true }));
  return folder;
}
