import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LocalConfig } from '../config.ts';
import { commandOf, signal, waitForExit } from '../supabase/process-info.ts';
import { type Anvil, chainDir, scratchDir } from './anvil.ts';
import { dumpState } from './rpc.ts';
import { writeState } from './state-file.ts';

const RESCUE_MS = 10_000;
const PATIENCE_MS = 5_000;

const fileOf = (config: Pick<LocalConfig, 'dataDir'>) => join(chainDir(config), 'anvil.pid');

/** Notes which process serves this data folder, and where it listens. */
export const recordAnvil = (config: LocalConfig, { pid, url }: Anvil) => writeFile(fileOf(config), `${pid} ${url}`);

export const forgetAnvil = (config: LocalConfig) => rm(fileOf(config), { force: true });

/**
 * Ends an anvil that outlived its parent. It still holds every block, so what it knows is saved first.
 * A process that merely got the same number later is left alone: its command line does not name this data folder.
 */
export async function endOrphan(config: LocalConfig): Promise<void> {
  const [id, url = ''] = (await readFile(fileOf(config), 'utf8').catch(() => '')).split(' ');
  const pid = Number(id);
  if (pid && commandOf(pid).includes(scratchDir(config))) {
    const state = await dumpState(url, RESCUE_MS).catch(() => null);
    if (state) await writeState(config, state);
    signal(pid, 'SIGTERM');
    if (!(await waitForExit(pid, PATIENCE_MS))) signal(pid, 'SIGKILL');
    await waitForExit(pid, PATIENCE_MS);
  }
  await forgetAnvil(config);
}
