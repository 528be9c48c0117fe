import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Address, parseEther } from 'viem';
import { poolIdOf } from '../../shared/markets/pool-id.ts';
import type { SyncPorts } from '../../shared/markets/sync-ports.ts';
import { chainClient } from '../../supabase/functions/_shared/adapters/chain-client.ts';
import { syncChain } from '../../supabase/functions/_shared/adapters/chain-markets.ts';
import { connectDatabase, type Database } from '../../supabase/functions/_shared/adapters/database.ts';
import { syncStore } from '../../supabase/functions/_shared/stores/markets.ts';
import { seedLaunch } from '../../supabase/functions/_testing/seed-launch.ts';
import { testClock } from '../../supabase/functions/_testing/test-clock.ts';
import { type ChainPart, startChain } from '../chain/index.ts';
import { localConfig } from '../config.ts';
import { startTestDatabase } from '../supabase/test-database.ts';
import { type ForeignCoin, type ForeignCoins, startForeignCoins, ZORA } from './foreign-coins.ts';
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
        const { performanceId } = await seedLaunch(admin, linked++, chain.accounts.creator.address);
        await admin`
          insert into public.performance_coins (performance_id, coin_address, chain_id, name, symbol, currency, pool_id, pool_key, metadata_cid,
            creator_address, transaction_hash, created_block, created_block_hash, launched_at, opens_at)
          values (${performanceId}, ${coin.address}, 8453, 'Foreign', ${`F${linked}`}, ${coin.currency}, ${poolIdOf(coin.key)}, ${JSON.stringify(coin.key)}, 'cid',
            ${chain.accounts.creator.address.toLowerCase()}, ${coin.createdBlockHash}, ${coin.createdBlock}, ${coin.createdBlockHash},
            ${new Date(coin.createdAt * 1000)}, ${new Date(coin.createdAt * 1000)})`;
      }
    },
    stop: async () => {
      await Promise.all([admin.end(), db.end()]);
      await Promise.all([database.stop(), chain.stop()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
