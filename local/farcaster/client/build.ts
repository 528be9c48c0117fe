import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

const APP = join(import.meta.dirname, 'app');
/** What the page is made of besides its own folder. */
const BESIDES = [
  join(import.meta.dirname, '..', 'sign-in-message.ts'),
  join(import.meta.dirname, '..', '..', '..', 'package-lock.json'),
];

async function hashSources(): Promise<string> {
  const entries = await readdir(APP, { recursive: true, withFileTypes: true });
  const files = entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name));
  const hash = createHash('sha256');
  for (const file of [...files.sort(), ...BESIDES]) hash.update(file.slice(APP.length)).update(await readFile(file));
  return hash.digest('hex').slice(0, 16);
}

/**
 * Builds the page of the client window, unless this very text was built before, and returns the folder with the result,
 * `<cacheDir>/client-<hash>`. The folder appears at once, so a kill in between leaves nothing half built.
 */
export async function buildClient(cacheDir: string): Promise<string> {
  const target = join(cacheDir, `client-${await hashSources()}`);
  if (existsSync(target)) return target;
  const [{ build }, { default: react }] = await Promise.all([import('vite'), import('@vitejs/plugin-react')]);
  const making = `${target}.${process.pid}`;
  await build({
    configFile: false,
    root: APP,
    logLevel: 'error',
    plugins: [react()],
    build: { outDir: making, emptyOutDir: true, target: 'es2022', chunkSizeWarningLimit: 2_000 },
  });
  await rename(making, target).catch(async error => {
    // Another start was faster: its result is the same.
    if (!existsSync(target)) throw error;
    await rm(making, { recursive: true });
  });
  return target;
}
