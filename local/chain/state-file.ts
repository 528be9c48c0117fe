import { open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { bytesToHex, type Hex, hexToBytes } from 'viem';
import type { LocalConfig } from '../config.ts';
import { chainDir } from './anvil.ts';
import { dumpState } from './rpc.ts';

/** Saving takes at most this part of the time, however long the chain grows. */
const SHARE_OF_TIME = 1 / 20;
const SHORTEST_PAUSE_MS = 1_000;

const fileOf = (config: Pick<LocalConfig, 'dataDir'>) => join(chainDir(config), 'state.gz');

/** The chain as it was saved last, or null on a first start. */
export async function readState(config: Pick<LocalConfig, 'dataDir'>): Promise<Hex | null> {
  const bytes = await readFile(fileOf(config)).catch(() => null);
  return bytes && bytesToHex(bytes);
}

/** Saves the chain. The old file is there until the new one is whole, so that a crash at any moment leaves one that loads. */
export async function writeState(config: Pick<LocalConfig, 'dataDir'>, state: Hex): Promise<void> {
  const unfinished = `${fileOf(config)}.unfinished`;
  const file = await open(unfinished, 'w');
  await file.writeFile(hexToBytes(state));
  await file.sync();
  await file.close();
  await rename(unfinished, fileOf(config));
}

/** Saves the chain again and again. `stop` waits for a save that is under way and makes a last one. */
export function keepSaving(config: LocalConfig, rpcUrl: string): { save: () => Promise<void>; stop: () => Promise<void> } {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let saving: Promise<void> = Promise.resolve();

  const save = () => {
    saving = saving.catch(() => {}).then(async () => writeState(config, await dumpState(rpcUrl)));
    return saving;
  };
  const plan = (pauseMs: number) => {
    if (!stopped) timer = setTimeout(turn, pauseMs);
  };
  const turn = async () => {
    const began = performance.now();
    await save().catch(() => {}); // the chain may just be ending; who ends it reports it
    plan(Math.max(SHORTEST_PAUSE_MS, (performance.now() - began) / SHARE_OF_TIME));
  };
  plan(SHORTEST_PAUSE_MS);

  const stop = async () => {
    stopped = true;
    clearTimeout(timer);
    await save();
  };
  return { save, stop };
}
