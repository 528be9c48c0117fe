import { mkdir } from 'node:fs/promises';
import type { LocalConfig } from '../config.ts';
import { urlOf } from '../config.ts';
import type { Part } from '../part.ts';
import { ACCOUNTS } from './accounts.ts';
import { ADDRESSES } from './addresses.ts';
import { type Anvil, chainDir, startAnvil } from './anvil.ts';
import { type Clients, createClients } from './clients.ts';
import { type Compiled, compileContracts } from './compile.ts';
import { openRpc } from './door.ts';
import { type FeedPrice, setFeedPrice, walkFeed } from './feed.ts';
import { endOrphan, forgetAnvil, recordAnvil } from './orphan.ts';
import { restoreOrDeploy } from './restore.ts';
import { rpc } from './rpc.ts';
import { keepSaving } from './state-file.ts';

export { startZoraApi } from './zora-api/index.ts';

/** Base makes a block every two seconds. A transaction does not wait for it: anvil mines it at once. */
const BLOCK_SECONDS = 2;

export type ChainPart = Part & {
  rpcUrl: string;
  addresses: typeof ADDRESSES;
  accounts: typeof ACCOUNTS;
  clients: Clients;
  /** Sets the ETH/USD feed and ends its own walk, so that the price stays. */
  setFeedPrice: (price: FeedPrice) => Promise<void>;
  mine: (blocks?: number) => Promise<void>;
  /** Moves the chain's clock ahead and mines a block at the new time. */
  increaseTime: (seconds: number) => Promise<void>;
  /** Replaces the last blocks by empty ones: what they held never happened. */
  reorg: (depth: number) => Promise<void>;
  /** Writes the chain's state to the disk now, as it also happens every few seconds. */
  save: () => Promise<void>;
  /** The process id of anvil, for those who test what its death does. */
  pid: number;
};

/**
 * Base on this machine: anvil with Uniswap v4 and the stand-ins, as it was saved or, on a first start, new.
 * @param report Hears when the chain ends by itself.
 * @param options.blockSeconds Seconds between blocks without a transaction; 0 leaves all of them to the caller, and the price of ETH too.
 * @throws when the port is taken, the contracts do not compile, or the saved chain was made from other contracts.
 */
export async function startChain(
  config: LocalConfig,
  report: (line: string) => void = () => {},
  { blockSeconds = BLOCK_SECONDS } = {},
): Promise<ChainPart> {
  await mkdir(chainDir(config), { recursive: true });
  const compiled = await compileContracts(config);
  await endOrphan(config);
  const anvil = await startAnvil(config);
  await recordAnvil(config, anvil);
  let closeDoor: (() => Promise<void>) | undefined;
  try {
    closeDoor = await openRpc(config, anvil.url);
    return await furnish(config, { anvil, closeDoor, compiled, report, blockSeconds });
  } catch (error) {
    await closeDoor?.();
    await anvil.stop();
    throw error;
  }
}

type Building = {
  anvil: Anvil;
  closeDoor: () => Promise<void>;
  compiled: Compiled;
  report: (line: string) => void;
  blockSeconds: number;
};

async function furnish(config: LocalConfig, { anvil, closeDoor, compiled, report, blockSeconds }: Building): Promise<ChainPart> {
  const rpcUrl = urlOf(config, 'chain');
  const clients = createClients(rpcUrl);
  await restoreOrDeploy(config, anvil, clients, compiled);
  const saving = keepSaving(config, anvil.url);
  await saving.save();
  const stopFeed = await walkFeed(clients, { once: blockSeconds === 0 });
  const stopBlocks = mineRegularly(anvil.url, blockSeconds);

  let stopping = false;
  anvil.child.once('exit', (code, signal) => {
    if (!stopping) report(`The chain ended by itself (${signal ?? code}). Start again: it continues from what was saved last.`);
  });
  const stop = async () => {
    stopping = true;
    stopFeed();
    stopBlocks();
    await closeDoor();
    await saving.stop().catch(() => {}); // it is gone already: the last save stands
    await anvil.stop();
    await forgetAnvil(config);
  };
  return {
    name: 'chain',
    stop,
    rpcUrl,
    addresses: ADDRESSES,
    accounts: ACCOUNTS,
    clients,
    pid: anvil.pid,
    save: saving.save,
    ...controlsOf(rpcUrl, clients, stopFeed),
  };
}

/** By our own clock: with its own, anvil keeps 1,500 whole copies of the state, whatever it is told. */
function mineRegularly(url: string, seconds: number): () => void {
  if (seconds === 0) return () => {};
  const timer = setInterval(() => void rpc(url, 'evm_mine').catch(() => {}), seconds * 1000); // refused only by a chain that just ends
  return () => clearInterval(timer);
}

function controlsOf(rpcUrl: string, clients: Clients, stopFeed: () => void) {
  const mine = (blocks = 1) => clients.test.mine({ blocks });
  return {
    mine,
    setFeedPrice: async (price: FeedPrice) => {
      stopFeed();
      await setFeedPrice(clients, price);
    },
    increaseTime: async (seconds: number) => {
      await clients.test.increaseTime({ seconds });
      await mine();
    },
    reorg: async (depth: number) => {
      await rpc(rpcUrl, 'anvil_reorg', [depth, []]);
    },
  };
}
