import type { Address } from 'viem';
import type { CoinCreation } from '../../shared/launches/launch.ts';
import type { Database } from '../../supabase/functions/_shared/adapters/database.ts';
import { seedLaunch } from '../../supabase/functions/_testing/seed-launch.ts';

/** A coin that is on the chain; buying it opens so many seconds after its block. */
export type CoinToLink = Omit<CoinCreation, 'uri' | 'payout'> & { opensAfter: number };

/** Links a coin to a performance of its own, the `n`th, as its launch does. */
export async function linkCoin(admin: Database, creator: Address, coin: CoinToLink, n: number): Promise<void> {
  const { performanceId } = await seedLaunch(admin, n, creator);
  await admin`
    insert into public.performance_coins (performance_id, coin_address, chain_id, name, symbol, currency, pool_id, pool_key, metadata_cid,
      creator_address, transaction_hash, created_block, created_block_hash, launched_at, opens_at)
    values (${performanceId}, ${coin.coin}, 8453, ${coin.name}, ${coin.symbol}, ${coin.currency}, ${coin.poolId}, ${JSON.stringify(coin.poolKey)}, 'cid',
      ${creator.toLowerCase()}, ${coin.transactionHash}, ${coin.blockNumber}, ${coin.blockHash},
      ${new Date(coin.blockAt)}, ${new Date(coin.blockAt + coin.opensAfter * 1_000)})`;
}
