import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Address } from 'viem';
import { ACCOUNTS } from '../chain/accounts.ts';
import { CHAIN_ID } from '../chain/anvil.ts';

const STARTS = 3;
const UNTIL_UP_MS = 30_000;
const PAUSE_MS = 100;
const PATIENCE_MS = 3_000;
const ASKING_MS = 2_000;
const LAST_WORDS = 600;

export type Validator = { url: string; stop: () => Promise<void> };
type Options = { port: number; metricsPort: number; rpcUrl: string; registry: Address };

/**
 * Tableland's own validator, from its package, over a registry on our chain. It keeps its tables in a folder that goes with it.
 * One that does not answer in time is ended and started anew.
 * @throws with its last words when none of three answers
 */
export async function startValidator(options: Options): Promise<Validator> {
  for (let start = 1; ; start++) {
    try {
      return await startOnce(options);
    } catch (error) {
      if (start === STARTS) throw error;
    }
  }
}

async function startOnce(options: Options): Promise<Validator> {
  const url = `http://127.0.0.1:${options.port}`;
  const folder = await mkdtemp(join(tmpdir(), 'gigavibe-tableland-'));
  await writeFile(join(folder, 'config.json'), JSON.stringify(configOf({ url, ...options })));
  const child = spawn(binary(), ['--dir', folder], { stdio: ['ignore', 'pipe', 'pipe'] });
  // A parent that ends without stopping it, as a failed test does, takes it along.
  const endToo = () => child.kill('SIGKILL');
  process.once('exit', endToo);
  const stop = async () => {
    await end(child);
    process.off('exit', endToo);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await untilHealthy(child, url);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, stop };
}

function configOf({ url, port, metricsPort, rpcUrl, registry }: Options & { url: string }) {
  return {
    Impl: 'mesa',
    HTTP: { Port: String(port), RateLimInterval: '1s', MaxRequestPerInterval: 1_000 },
    Gateway: { ExternalURIPrefix: url },
    TableConstraints: { MaxRowCount: 500_000 },
    QueryConstraints: { MaxWriteQuerySize: 35_000, MaxReadQuerySize: 35_000 },
    Metrics: { Port: String(metricsPort) },
    Log: { Human: false, Debug: false },
    Analytics: { FetchExtraBlockInfo: false },
    Backup: { Enabled: false },
    TelemetryPublisher: { Enabled: false },
    Chains: [
      {
        Name: 'Base',
        ChainID: CHAIN_ID,
        AllowTransactionRelay: false,
        Registry: { EthEndpoint: rpcUrl, ContractAddress: registry },
        // It asks for one and sends nothing with it.
        Signer: { PrivateKey: ACCOUNTS.deployer.privateKey.slice(2) },
        EventFeed: { ChainAPIBackoff: '1s', NewBlockPollFreq: '100ms', MinBlockDepth: 0, PersistEvents: true },
        EventProcessor: { BlockFailedExecutionBackoff: '1s', DedupExecutedTxns: true },
        NonceTracker: { CheckInterval: '10s', StuckInterval: '10m', MinBlockDepth: 0 },
        HashCalculationStep: 100,
      },
    ],
  };
}

/** Its package names platforms in its own way, and tells which file is whose. */
function binary(): string {
  const { getBinPath } = createRequire(import.meta.url)('@tableland/validator') as { getBinPath: () => string };
  return getBinPath();
}

async function untilHealthy(child: ChildProcess, url: string): Promise<void> {
  let words = '';
  const read = (chunk: Buffer) => {
    words = `${words}${chunk}`.slice(-LAST_WORDS);
  };
  child.stdout?.on('data', read);
  child.stderr?.on('data', read);
  for (const end = Date.now() + UNTIL_UP_MS; Date.now() < end; ) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`the validator ended with ${child.exitCode ?? child.signalCode}: ${words}`);
    if (
      await fetch(`${url}/api/v1/health`, { signal: AbortSignal.timeout(ASKING_MS) }).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      return;
    await new Promise(resolve => setTimeout(resolve, PAUSE_MS));
  }
  throw new Error(`the validator does not answer: ${words}`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = new Promise<void>(resolve => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  // Now and then it waits for itself for ever. Its folder goes with it: there is nothing to lose.
  const impatient = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
  await exited;
  clearTimeout(impatient);
}
