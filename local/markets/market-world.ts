import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Address, parseEther } from 'viem';
import { unixMs } from '../../shared/kernel/units.ts';
import { poolIdOf } from '../../shared/markets/pool-id.ts';
import type { SyncPorts } from '../../shared/markets/sync-ports.ts';
import { chainClient } from '../../supabase/functions/_shared/adapters/chain-client.ts';
import { syncChain } from '../../supabase/functions/_shared/adapters/chain-markets.ts';
import { connectDatabase, type Database } from '../../supabase/functions/_shared/adapters/database.ts';
import { syncStore } from '../../supabase/functions/_shared/stores/markets.ts';
import { testClock } from '../../supabase/functions/_testing/test-clock.ts';
import { type ChainPart, startChain } from '../chain/index.ts';
import { localConfig } from '../config.ts';
import { startTestDatabase } from '../supabase/test-database.ts';
import { type ForeignCoin, type ForeignCoins, startForeignCoins, ZORA } from './foreign-coins.ts';
import { linkCoin } from './link-coin.ts';
import { allowTrading, buyOverRoute, swapIn } from './trade-foreign.ts';

export type MarketWorld = {
  chain: ChainPart;
  databaseUrl: string;
  admin: Database;
  coins: ForeignCoins;
  ports: SyncPorts;
  clock: ReturnType<typeof testClock>;
  /** Links coins as their launches do. */
  link: (coins: readonly ForeignCoin[]) => Promise<void>;
  stop: () => Promise<void>;
};

/** A chain with coins of another make, a database, and the index's own adapters on both; three traders who may trade everything. */
export async function startMarketWorld(firstPort: number): Promise<MarketWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'gigavibe-market-'));
  const local = localConfig({ firstPort, dataDir: folder, cacheDir: localConfig().cacheDir });
  const [database, chain] = await Promise.all([startTestDatabase(firstPort), startChain(local, undefined, { blockSeconds: 0 })]);
  const admin = connectDatabase(database.url);
  const db = connectDatabase(database.functionsUrl);
  const coins = await startForeignCoins(chain, local.cacheDir);
  const traders = chain.accounts.traders.slice(0, 3);
  const creatorCoin = coins.backings[1] as Address;
  for (const trader of traders) {
    await allowTrading(chain, trader, [...coins.backings, ...coins.coins.map(coin => coin.address)]);
    await swapIn(chain, await coins.keyOf(ZORA), trader, '0x0000000000000000000000000000000000000000', parseEther('5'));
    await buyOverRoute(chain, coins, trader, [ZORA, creatorCoin], parseEther('2'));
  }
  const clock = testClock();
  const zora = await coins.keyOf(ZORA);
  const configured = [{ currency: ZORA, against: zora.currency0, poolId: poolIdOf(zora), poolAddress: null, isToken0: false }];
  let runs = 0;
  let linked = 9_000;
  return {
    chain,
    databaseUrl: database.url,
    admin,
    coins,
    clock,
    ports: {
      store: syncStore(db),
      chain: syncChain({ first: chainClient(chain.rpcUrl) }, configured),
      clock,
      runId: () => `run ${runs++}`,
    },
    link: async list => {
      for (const coin of list) {
        const n = linked++;
        await linkCoin(admin, chain.accounts.creator.address, { ...creationOf(coin, `F${n}`), opensAfter: 0 }, n);
      }
    },
    stop: async () => {
      await Promise.all([admin.end(), db.end()]);
      await Promise.all([database.stop(), chain.stop()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** What a launch would have read of it. Nobody looks at the transaction: the block's hash stands in for its own. */
function creationOf(coin: ForeignCoin, symbol: string) {
  return {
    coin: coin.address,
    name: 'Foreign',
    symbol,
    currency: coin.currency,
    poolId: poolIdOf(coin.key),
    poolKey: coin.key,
    transactionHash: coin.createdBlockHash,
    blockNumber: coin.createdBlock,
    blockHash: coin.createdBlockHash,
    blockAt: unixMs(coin.createdAt * 1000),
  };
}
