import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LocalConfig, localConfig } from '../../config.ts';
import { type ChainPart, startChain } from '../index.ts';

/** What compiles from the sources alone is shared with every world of this checkout. */
const SHARED_CACHE = localConfig().cacheDir;

export type TestChain = { chain: ChainPart; config: LocalConfig; stop: () => Promise<void> };

/** A configuration with a data folder that `remove` deletes. */
export async function testConfig(firstPort: number): Promise<{ config: LocalConfig; remove: () => Promise<void> }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'gigavibe-chain-'));
  return {
    config: localConfig({ firstPort, dataDir, cacheDir: SHARED_CACHE }),
    remove: () => rm(dataDir, { recursive: true, force: true }),
  };
}

/** A new chain in a folder of its own. It makes blocks for transactions only, so that a test decides what time it is. */
export async function startTestChain(firstPort: number): Promise<TestChain> {
  const { config, remove } = await testConfig(firstPort);
  const chain = await startChain(config, undefined, { blockSeconds: 0 });
  const stop = async () => {
    await chain.stop();
    await remove();
  };
  return { chain, config, stop };
}
