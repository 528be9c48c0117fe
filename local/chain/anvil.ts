import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { LocalConfig } from '../config.ts';
import { ACCOUNT_COUNT } from './accounts.ts';

export const CHAIN_ID = 8453;
/** Per gas, in wei: Base's usual price, so that network fees look as they do there. */
const BASE_FEE = 5_000_000;
/**
 * States of past blocks that stay readable: enough for reads at `safe`, 32 blocks back, and for reorgs of that depth. Each is a whole
 * copy, 1 MB for a hundred coins, and they are most of what anvil holds.
 */
const STATES_KEPT = 40;
/** The universal router of npm is compiled for a size that the mainnet limit allows, its test builds are not: leave room. */
const CODE_SIZE_LIMIT = 60_000;
const LAST_WORDS = 600;

export type Anvil = { child: ChildProcess; pid: number; url: string; stop: () => Promise<void> };

/** Where the chain keeps its state, its process id and anvil's scratch files. */
export const chainDir = (config: Pick<LocalConfig, 'dataDir'>) => join(config.dataDir, 'chain');

/** What tells our anvil from any other in a process list. */
export const scratchDir = (config: Pick<LocalConfig, 'dataDir'>) => join(chainDir(config), 'anvil-scratch');

/**
 * Starts an empty anvil on a port that the system picks: the world's own port belongs to the door before it.
 * Resolves when this very process says that it listens, since an answer on a port could come from another.
 * @throws with anvil's last words when it ends before it is ready.
 */
export async function startAnvil(config: LocalConfig): Promise<Anvil> {
  await mkdir(scratchDir(config), { recursive: true });
  // In a group of its own: Ctrl-C in a terminal reaches every process of a group, and would end the chain before its last save.
  const child = spawn(anvilBinary(), argumentsOf(config), { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  // A parent that ends without stopping its parts, as a failed test does, takes anvil along. Only kill -9 leaves it behind.
  const endToo = () => child.kill('SIGKILL');
  process.once('exit', endToo);
  child.once('exit', () => process.off('exit', endToo));
  const address = await untilListening(child);
  // Its log is long and nobody reads it; an unread pipe would stop the process.
  child.stdout?.removeAllListeners().resume();
  child.stderr?.removeAllListeners().resume();
  return { child, pid: child.pid ?? 0, url: `http://${address}`, stop: () => end(child) };
}

function argumentsOf(config: LocalConfig): string[] {
  const options = {
    host: config.host,
    port: 0,
    'chain-id': CHAIN_ID,
    accounts: ACCOUNT_COUNT,
    'block-base-fee-per-gas': BASE_FEE,
    'code-size-limit': CODE_SIZE_LIMIT,
    'prune-history': STATES_KEPT,
    'cache-path': scratchDir(config),
  };
  const flags = ['--disable-min-priority-fee', '--no-request-size-limit'];
  return [...Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]), ...flags];
}

/** npm names platforms as Node does, foundry calls x64 amd64. */
function anvilBinary(): string {
  const name = `@foundry-rs/anvil-${process.platform}-${process.arch === 'x64' ? 'amd64' : process.arch}`;
  const require = createRequire(import.meta.url);
  try {
    return join(dirname(require.resolve(`${name}/package.json`)), 'bin', 'anvil');
  } catch {
    throw new Error(
      `The local chain needs ${name}. Run "npm ci" on this machine; if npm does not know that package, this platform has none.`,
    );
  }
}

function untilListening(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    const read = (chunk: Buffer) => {
      output += chunk;
      const address = /Listening on (\S+)/.exec(output)?.[1];
      if (address) resolve(address);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('error', reject);
    child.once('exit', code => reject(new Error(`anvil ended with ${code} before it was ready: ${output.slice(-LAST_WORDS)}`)));
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = new Promise<void>(resolve => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  await exited;
}
