import { zeroAddress } from 'viem';
import type { Database } from '../_shared/adapters/database.ts';

type SeededCoin = {
  address: string;
  name?: string;
  symbol?: string;
  currency?: string;
  poolId?: string;
  poolKey?: object;
  creator?: string;
  transactionHash?: string;
  blockNumber?: number;
  blockHash?: string;
  launchedAt?: Date;
  opensAt?: Date;
};

/** The coin of a performance, written as its launch writes it. Unless said otherwise it is made now, and open. */
export async function seedCoin(admin: Database, performanceId: string, coin: SeededCoin): Promise<void> {
  const { address, name = 'Bus', symbol = 'BUS', creator = address, launchedAt = new Date(), opensAt = launchedAt } = coin;
  await admin`
    insert into public.performance_coins (performance_id, coin_address, chain_id, name, symbol, currency, pool_id, pool_key, metadata_cid,
      creator_address, transaction_hash, created_block, created_block_hash, launched_at, opens_at)
    values (${performanceId}, ${address}, 8453, ${name}, ${symbol}, ${coin.currency ?? zeroAddress}, ${coin.poolId ?? `0x${'bb'.repeat(32)}`},
      ${JSON.stringify(coin.poolKey ?? {})}, 'cid', ${creator}, ${coin.transactionHash ?? '0x01'}, ${coin.blockNumber ?? 10}, ${coin.blockHash ?? '0x02'},
      ${launchedAt}, ${opensAt})`;
}
