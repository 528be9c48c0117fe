import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LocalConfig } from './config.ts';
import { commandOf } from './supabase/process-info.ts';

const fileOf = (config: LocalConfig) => join(config.dataDir, 'stack.pid');

/**
 * Process id of the stack that runs on this data folder now, or null. A file left by kill -9 does not count, nor does a process that
 * merely got the same number later: its command is another.
 */
export async function runningStack(config: LocalConfig): Promise<number | null> {
  const [id, command] = (await readFile(fileOf(config), 'utf8').catch(() => '')).split('\n');
  const pid = Number(id);
  return pid && pid !== process.pid && command && commandOf(pid) === command ? pid : null;
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
  await writeFile(fileOf(config), `${process.pid}\n${commandOf(process.pid)}`);
  return () => rm(fileOf(config), { force: true });
}
