import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Address, erc20Abi, type Hex } from 'viem';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { CoinCreation } from '../../../shared/launches/launch.ts';
import type { SyncPorts } from '../../../shared/markets/sync-ports.ts';
import { chainClient } from '../../../supabase/functions/_shared/adapters/chain-client.ts';
import { syncChain } from '../../../supabase/functions/_shared/adapters/chain-markets.ts';
import { syncStore } from '../../../supabase/functions/_shared/stores/markets.ts';
import { testClock } from '../../../supabase/functions/_testing/test-clock.ts';
import { type ChainPart, startChain } from '../../chain/index.ts';
import { allowSelling, buy, sell } from '../../chain/testing/trade.ts';
import { localConfig, urlOf } from '../../config.ts';
import { openTestDatabase } from '../../supabase/testing/open-test-database.ts';
import { linkCoin } from '../link-coin.ts';
import { followToHead } from './follow-to-head.ts';
import { forgetFigures, forgetIndex, readIndex } from './index-tables.ts';
import { makeCoin } from './make-coin.ts';

/**
 * For a test file, at its top: a chain with coins as launches make them, two of them new for each test, a database, and the index's own
 * adapters on both, with a clock that jumps.
 */
export function openSyncWorld(firstPort: number) {
  const folder = mkdtempSync(join(tmpdir(), 'gigavibe-sync-'));
  const local = localConfig({ firstPort, dataDir: folder, cacheDir: localConfig().cacheDir });
  const { admin, db } = openTestDatabase(firstPort);
  let chain: ChainPart;
  let coins: [CoinCreation, CoinCreation];
  const clock = testClock();
  let [runs, seed] = [0, 500];
  const ports: SyncPorts = {
    store: syncStore(db),
    chain: syncChain({ first: chainClient(urlOf(local, 'chain')) }),
    clock,
    runId: () => `run ${runs++}`,
  };

  const createCoin = () => makeCoin(chain, seed++);
  const link = (coin: CoinCreation) => linkCoin(admin, chain.accounts.creator.address, { ...coin, opensAfter: 10 }, seed++);
  const tables = () => readIndex(admin);
  const forget = () => forgetIndex(admin);
  const follow = (by = ports) => followToHead(by, admin, chain);

  /** The same as `tables` from nothing but the chain as it is now. */
  async function rebuilt() {
    await forget();
    await forgetFigures(admin);
    await follow();
    return tables();
  }

  /** Forgets all coins and makes two that are open. The launch of one whose block a reorg took would write its new block. */
  async function twoCoins(): Promise<[CoinCreation, CoinCreation]> {
    await forget();
    await admin`truncate public.performance_coins cascade`;
    const made: [CoinCreation, CoinCreation] = [await createCoin(), await createCoin()];
    for (const coin of made) await link(coin);
    await chain.increaseTime(11);
    return made;
  }

  beforeAll(async () => {
    chain = await startChain(local, undefined, { blockSeconds: 0 });
  });
  beforeEach(async () => {
    coins = await twoCoins();
  });
  afterAll(async () => {
    await chain?.stop();
    await rm(folder, { recursive: true, force: true });
  });
  return {
    admin,
    clock,
    ports,
    chain: () => chain,
    /** Both coins as the chain has them. */
    coins: () => coins,
    /** The first of them. */
    one: () => coins[0],
    createCoin,
    linkCoin: link,
    trade: (trader: number, coin: CoinCreation, side: 'buy' | 'sell', amountIn: bigint) =>
      tradeBy(chain, trader, coin, side, amountIn),
    balanceOf: (coin: Address, holder: Address) =>
      chain.clients.read.readContract({ abi: erc20Abi, address: coin, functionName: 'balanceOf', args: [holder] }),
    tables,
    forget,
    follow,
    rebuilt,
  };
}

/** A trade by one of the chain's traders; gives its transaction. */
async function tradeBy(
  chain: ChainPart,
  trader: number,
  coin: CoinCreation,
  side: 'buy' | 'sell',
  amountIn: bigint,
): Promise<Hex> {
  const by = chain.accounts.traders[trader];
  if (!by) throw new Error(`no trader ${trader}`);
  if (side === 'sell') await allowSelling(chain, coin.coin, by);
  const receipt = await (side === 'buy' ? buy : sell)(chain, { key: coin.poolKey }, { by, amountIn });
  return receipt.transactionHash;
}
