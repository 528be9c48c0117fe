import { execFile } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { LocalConfig } from '../config.ts';
import { type Anvil, chainDir, scratchDir } from './anvil.ts';
import { dumpState } from './rpc.ts';
import { writeState } from './state-file.ts';

const RESCUE_MS = 10_000;
const PATIENCE_MS = 5_000;
const LOOK_AGAIN_MS = 25;

const fileOf = (config: Pick<LocalConfig, 'dataDir'>) => join(chainDir(config), 'anvil.pid');

/** Notes which process serves this data folder, and where it listens. */
export const recordAnvil = (config: LocalConfig, { pid, url }: Anvil) => writeFile(fileOf(config), `${pid} ${url}`);

export const forgetAnvil = (config: LocalConfig) => rm(fileOf(config), { force: true });

/**
 * Ends an anvil that outlived its parent. It still holds every block, so what it knows is saved first.
 * A process that merely got the same number later is left alone: its command line does not name this data folder.
 */
export async function endOrphan(config: LocalConfig): Promise<void> {
  const [pid, url] = (await readFile(fileOf(config), 'utf8').catch(() => '')).split(' ');
  if (pid && url && (await commandOf(pid)).includes(scratchDir(config))) {
    const state = await dumpState(url, RESCUE_MS).catch(() => null);
    if (state) await writeState(config, state);
    await end(Number(pid));
  }
  await forgetAnvil(config);
}

async function commandOf(pid: string): Promise<string> {
  const fromProc = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => null);
  if (fromProc !== null) return fromProc;
  const { stdout } = await promisify(execFile)('ps', ['-p', pid, '-o', 'command=']).catch(() => ({ stdout: '' }));
  return stdout;
}

async function end(pid: number): Promise<void> {
  signal(pid, 'SIGTERM');
  const deadline = performance.now() + PATIENCE_MS;
  while (signal(pid, 0)) {
    if (performance.now() > deadline) signal(pid, 'SIGKILL');
    await pause(LOOK_AGAIN_MS);
  }
}

/** Sends a signal, 0 to ask only. False when no such process is left. */
function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}
