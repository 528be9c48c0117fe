import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LocalConfig, urlOf } from '../config.ts';
import { isAlive } from '../supabase/process-info.ts';
import { ACCOUNTS } from './accounts.ts';
import { createClients } from './clients.ts';
import { type ChainPart, startChain } from './index.ts';
import { launch } from './testing/launch.ts';
import { testConfig } from './testing/test-chain.ts';
import { buy } from './testing/trade.ts';

let config: LocalConfig;
let remove: () => Promise<void>;
let running: ChainPart[] = [];
beforeEach(async () => {
  ({ config, remove } = await testConfig(27_050));
});
afterEach(async () => {
  for (const chain of running) await chain.stop();
  running = [];
  await remove();
});

async function start(): Promise<ChainPart> {
  const chain = await startChain(config);
  running.push(chain);
  return chain;
}

const codeAt = (chain: ChainPart, address: `0x${string}`) => chain.clients.read.getCode({ address });

describe('The chain continues', () => {
  it('after a stop: coins can be traded, the clock is right, nothing is mined twice', async () => {
    const first = await start();
    const coin = await launch(first);
    const height = await first.clients.read.getBlockNumber();
    const { hash } = await first.clients.read.getBlock({ blockNumber: height });
    await first.stop();

    const second = await start();
    const { read } = second.clients;
    expect((await read.getBlock({ blockNumber: height })).hash).toBe(hash);
    expect((await read.getTransactionReceipt({ hash: coin.receipt.transactionHash })).status).toBe('success');
    const receipt = await buy(second, coin, { by: second.accounts.fan, amountIn: 1_000_000n });
    const { timestamp } = await read.getBlock({ blockNumber: receipt.blockNumber });
    expect(Math.abs(Number(timestamp) - Date.now() / 1000)).toBeLessThan(5);
    expect(receipt.blockNumber).toBeGreaterThan(height);
  });

  it('after kill -9 of anvil, from what was saved', async () => {
    const first = await start();
    const { coin } = await launch(first);
    await first.save();
    process.kill(first.pid, 'SIGKILL');
    await first.stop();
    expect(await codeAt(await start(), coin)).toBeDefined();
  });

  it('after kill -9 of its parent, with everything that the orphan knows, and ends the orphan', async () => {
    const host = spawn(process.execPath, ['--input-type=module', '-e', HOST], {
      env: { ...process.env, CHAIN_MODULE: new URL('./index.ts', import.meta.url).href, CHAIN_CONFIG: JSON.stringify(config) },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const pid = Number(await firstLine(host));
    const outside = { clients: createClients(`http://127.0.0.1:${config.ports.chain}`) } as ChainPart;
    const { coin } = await launch({ ...outside, accounts: ACCOUNTS });
    host.kill('SIGKILL');
    await once(host, 'exit');
    expect(isAlive(Number(pid))).toBe(true);

    const next = await start();
    expect(await codeAt(next, coin)).toBeDefined();
    expect(isAlive(Number(pid))).toBe(false);
  });

  it('after Ctrl-C, which a terminal sends to the whole group of processes', async () => {
    const { host, pid } = await startHost();
    const { coin } = await launch(fromOutside());
    process.kill(-(host.pid ?? 0), 'SIGINT');
    await once(host, 'exit');
    expect(isAlive(pid)).toBe(false);
    expect(await codeAt(await start(), coin)).toBeDefined();
  });

  it('past a file that a crash left half written', async () => {
    const first = await start();
    const { coin } = await launch(first);
    await first.stop();
    await writeFile(join(config.dataDir, 'chain', 'state.gz.unfinished'), 'half a st');
    expect(await codeAt(await start(), coin)).toBeDefined();
  });
});

describe('The chain does not start', () => {
  it('on a port that is taken, and says so by its name', async () => {
    const other = createServer().listen(config.ports.chain, config.host);
    await once(other, 'listening');
    await expect(start()).rejects.toThrow(`Port ${config.ports.chain}, which the chain needs, is taken`);
    other.close();
    const [pid] = (await readFile(join(config.dataDir, 'chain', 'anvil.pid'), 'utf8')).split(' ');
    expect(isAlive(Number(pid))).toBe(false);
  });

  it('from a state that was made with other contracts', async () => {
    const first = await start();
    await first.stop();
    await writeFile(join(config.dataDir, 'chain', 'contracts.fingerprint'), 'other contracts');
    await expect(start()).rejects.toThrow(`deleting ${config.dataDir} forgets it`);
  });

  it('an end to a process that only has the number of an earlier anvil', async () => {
    const first = await start();
    await first.stop();
    const innocent = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    await writeFile(join(config.dataDir, 'chain', 'anvil.pid'), `${innocent.pid} http://127.0.0.1:9`);
    await start();
    expect(isAlive(innocent.pid ?? 0)).toBe(true);
    innocent.kill();
  });
});

/** A process of its own that starts the chain, as `npm start` is one, and prints anvil's process id. */
const HOST = `
  const { startChain } = await import(process.env.CHAIN_MODULE);
  const chain = await startChain(JSON.parse(process.env.CHAIN_CONFIG));
  process.once('SIGINT', () => chain.stop().then(() => process.exit()));
  console.log(chain.pid);
`;

async function startHost(): Promise<{ host: ChildProcess; pid: number }> {
  const host = spawn(process.execPath, ['--input-type=module', '-e', HOST], {
    env: { ...process.env, CHAIN_MODULE: new URL('./index.ts', import.meta.url).href, CHAIN_CONFIG: JSON.stringify(config) },
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  return { host, pid: Number(await firstLine(host)) };
}

/** The chain of another process, as far as a launch needs it. */
const fromOutside = () => ({ clients: createClients(urlOf(config, 'chain')), accounts: ACCOUNTS }) as ChainPart;

async function firstLine(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('no output');
  for await (const chunk of child.stdout) return String(chunk);
  throw new Error('it ended before it was ready');
}
