import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LocalConfig } from './config.ts';

const fileOf = (config: LocalConfig) => join(config.dataDir, 'stack.pid');

/** Process id of the stack that runs on this data folder now, or null. A file left by kill -9 does not count. */
export async function runningStack(config: LocalConfig): Promise<number | null> {
  const pid = Number(await readFile(fileOf(config), 'utf8').catch(() => ''));
  if (!pid || pid === process.pid) return null;
  try {
    process.kill(pid, 0);
    return pid;
  } catch {
    return null;
  }
}

/**
 * Marks the data folder as this process's, so that no second start writes to it.
 * @throws when a living process has it
 * @returns a function that gives it back
 */
export async function claimWorld(config: LocalConfig): Promise<() => Promise<void>> {
  const pid = await runningStack(config);
  if (pid)
    throw new Error(`GigaVibe already runs here (process ${pid}). Stop it with Ctrl-C in its terminal, or with "kill ${pid}".`);
  await mkdir(config.dataDir, { recursive: true });
  await writeFile(fileOf(config), String(process.pid));
  return () => rm(fileOf(config), { force: true });
}
