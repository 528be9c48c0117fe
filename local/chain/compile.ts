import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Abi, Hex } from 'viem';
import type { LocalConfig } from '../config.ts';

export type Artifact = { abi: Abi; bytecode: Hex };
/** The compiled contracts by name, and a fingerprint of everything that went into them. */
export type Compiled = { fingerprint: string; contracts: Record<string, Artifact> };

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const SOURCES = ['contracts/local', 'contracts/published', 'contracts/src', 'contracts/test'];
const SETTINGS = { evmVersion: 'cancun', optimizer: { enabled: true, runs: 200 }, metadata: { bytecodeHash: 'none' } };
const PACKAGES = ['solc', '@openzeppelin/contracts', '@uniswap/v4-core', '@uniswap/v4-periphery'];

/**
 * Compiles our contracts, or reads what an earlier run compiled from the same sources, settings and packages.
 * @throws when solc reports an error, with its words.
 */
export async function compileContracts(
  config: Pick<LocalConfig, 'cacheDir'>,
  folders: readonly string[] = SOURCES,
): Promise<Compiled> {
  const cacheDir = join(config.cacheDir, 'contracts');
  const sources = await readSources(folders);
  const fingerprint = fingerprintOf(sources);
  const file = join(cacheDir, `${fingerprint}.json`);
  const cached = await readFile(file, 'utf8').catch(() => null);
  if (cached) return JSON.parse(cached) as Compiled;

  const compiled = { fingerprint, contracts: readOutput(await runCompiler(sources)) };
  await mkdir(cacheDir, { recursive: true });
  // Two worlds may compile at once: each writes its own file, and the rename is atomic.
  const unfinished = `${file}.${process.pid}`;
  await writeFile(unfinished, JSON.stringify(compiled));
  await rename(unfinished, file);
  return compiled;
}

type Sources = Record<string, { content: string }>;

async function readSources(folders: readonly string[]): Promise<Sources> {
  const found = await Promise.all(
    folders.map(async folder => (await readdir(join(ROOT, folder))).map(name => `${folder}/${name}`)),
  );
  const paths = found
    .flat()
    .filter(path => path.endsWith('.sol'))
    .sort();
  const contents = await Promise.all(paths.map(path => readFile(join(ROOT, path), 'utf8')));
  return Object.fromEntries(paths.map((path, i) => [path, { content: contents[i] ?? '' }]));
}

function fingerprintOf(sources: Sources): string {
  const require = createRequire(import.meta.url);
  const versions = PACKAGES.map(name => (require(`${name}/package.json`) as { version: string }).version);
  return createHash('sha256')
    .update(JSON.stringify([sources, SETTINGS, versions]))
    .digest('hex')
    .slice(0, 32);
}

function runCompiler(sources: Sources): Promise<string> {
  const wanted = Object.fromEntries(Object.keys(sources).map(name => [name, { '*': ['abi', 'evm.bytecode.object'] }]));
  const input = { language: 'Solidity', sources, settings: { ...SETTINGS, outputSelection: wanted } };
  const workerData = { input, modules: join(ROOT, 'node_modules') };
  // Options of the main process, like --input-type, are not for a worker.
  const worker = new Worker(new URL('./compile-worker.ts', import.meta.url), { workerData, execArgv: [] });
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}

type SolcOutput = {
  errors?: { severity: string; formattedMessage: string }[];
  contracts?: Record<string, Record<string, { abi: Abi; evm: { bytecode: { object: string } } }>>;
};

function readOutput(json: string): Record<string, Artifact> {
  const output = JSON.parse(json) as SolcOutput;
  const errors = (output.errors ?? []).filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Error(`The contracts do not compile:\n${errors.map(e => e.formattedMessage).join('\n')}`);
  const contracts = Object.values(output.contracts ?? {}).flatMap(Object.entries);
  return Object.fromEntries(contracts.map(([name, { abi, evm }]) => [name, { abi, bytecode: `0x${evm.bytecode.object}` }]));
}
