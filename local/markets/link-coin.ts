import type { Address } from 'viem';
import type { CoinCreation } from '../../shared/launches/launch.ts';
import type { Database } from '../../supabase/functions/_shared/adapters/database.ts';
import { seedCoin } from '../../supabase/functions/_testing/seed-coin.ts';
import { seedLaunch } from '../../supabase/functions/_testing/seed-launch.ts';

/** A coin that is on the chain; buying it opens so many seconds after its block. */
export type CoinToLink = Omit<CoinCreation, 'uri' | 'payout'> & { opensAfter: number };

/** Links a coin to a performance of its own, the `n`th, as its launch does. */
export async function linkCoin(admin: Database, creator: Address, coin: CoinToLink, n: number): Promise<void> {
  const { performanceId } = await seedLaunch(admin, n, creator);
  await seedCoin(admin, performanceId, {
    ...coin,
    address: coin.coin,
    creator: creator.toLowerCase(),
    launchedAt: new Date(coin.blockAt),
    opensAt: new Date(coin.blockAt + coin.opensAfter * 1_000),
  });
}
