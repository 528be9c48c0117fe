import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type LocalConfig, wayToForget } from '../config.ts';
import { type Anvil, chainDir } from './anvil.ts';
import type { Clients } from './clients.ts';
import type { Compiled } from './compile.ts';
import { deployContracts } from './deploy.ts';
import { loadState, rpc } from './rpc.ts';
import { readState } from './state-file.ts';

/** Loads the saved chain, or builds a new one and notes from which contracts. */
export async function restoreOrDeploy(config: LocalConfig, { url }: Anvil, clients: Clients, compiled: Compiled): Promise<void> {
  const fingerprintFile = join(chainDir(config), 'contracts.fingerprint');
  const state = await readState(config);
  if (!state) {
    await deployContracts(clients, compiled);
    await writeFile(fingerprintFile, compiled.fingerprint);
    return;
  }
  const savedWith = await readFile(fingerprintFile, 'utf8').catch(() => '');
  if (savedWith !== compiled.fingerprint) {
    throw new Error(
      `The saved chain was made with other contracts than those in contracts/; ${wayToForget(config)} forgets it, and the next start makes a new one.`,
    );
  }
  await loadState(url, state);
  await catchUp(url, clients);
}

/** A saved chain's clock stands where it stopped: the next block is of now again. */
async function catchUp(url: string, clients: Clients): Promise<void> {
  const { timestamp } = await clients.read.getBlock();
  const now = BigInt(Math.floor(Date.now() / 1000));
  if (now > timestamp) await rpc(url, 'evm_setTime', [Number(now)]);
  await clients.test.mine({ blocks: 1 });
}
