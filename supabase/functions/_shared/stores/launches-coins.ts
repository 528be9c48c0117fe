import type { Address, Hex } from 'viem';
import { unixMs } from '../../../../shared/kernel/units.ts';
import type { CoinCreation, Launch } from '../../../../shared/launches/launch.ts';
import type { LaunchStore } from '../../../../shared/launches/launch-store.ts';
import type { Database, Transaction } from '../adapters/database.ts';

type CreatedRow = {
  coin_address: string;
  transaction_hash: string;
  created_block: string;
  created_block_hash: string;
  launched_at: Date;
  opens_at: Date;
  pool_id: string;
};

/** Coins that launches made, as their creation events told them. What they cost and who has them is the index's. */
export function coinStore(db: Database): Pick<LaunchStore, 'createdCoin' | 'correct'> {
  return {
    createdCoin: async launch => {
      const [coin] = await db<CreatedRow[]>`
        select c.coin_address, c.transaction_hash, c.created_block, c.created_block_hash, c.launched_at, c.opens_at,
          coalesce(
            (select m.from_pool_id from public.coin_migrations m where m.coin_address = c.coin_address order by m.block_number, m.log_index limit 1),
            c.pool_id) as pool_id
        from public.performance_coins c where c.performance_id = ${launch.performanceId}`;
      if (!coin) return null;
      return {
        coin: coin.coin_address as Address,
        poolId: coin.pool_id as Hex,
        transactionHash: coin.transaction_hash as Hex,
        blockNumber: Number(coin.created_block),
        blockHash: coin.created_block_hash as Hex,
        blockAt: unixMs(coin.launched_at.getTime()),
        opensAt: unixMs(coin.opens_at.getTime()),
      };
    },

    correct: (launch, { coin, poolId, poolKey, blockAt }, opensAt) =>
      db.begin(async tx => {
        // First, as the index does: whoever reads by the old pool just now loses the lease, and what they read is not written.
        await tx`update private.chain_cursors set lease_owner = null, lease_until = '-infinity', given_back_at = '-infinity' where id = 'coins'`;
        await tx`
          update public.performance_coins set pool_id = ${poolId}, pool_key = ${JSON.stringify(poolKey)}, launched_at = ${new Date(blockAt)},
            opens_at = ${new Date(opensAt)}, updated_at = now()
          where performance_id = ${launch.performanceId} and coin_address = ${coin}`;
        // A coin that nothing is known of is read from its own block on.
        await tx`delete from private.coin_reads where coin_address = ${coin}`;
      }),
  };
}

/** A coin that comes back after a reorg has the same address, another block, and prices to be read anew. */
export async function writeCoin(tx: Transaction, launch: Launch, coin: CoinCreation, opensAt: Date): Promise<void> {
  const chainId = Number(launch.consent?.chainId ?? 0);
  await tx`
    insert into public.performance_coins
      (performance_id, coin_address, chain_id, name, symbol, currency, pool_id, pool_key, metadata_cid, creator_address,
       transaction_hash, created_block, created_block_hash, launched_at, opens_at)
    values (${launch.performanceId}, ${coin.coin}, ${chainId}, ${coin.name}, ${coin.symbol}, ${coin.currency}, ${coin.poolId},
      ${JSON.stringify(coin.poolKey)}, ${launch.metadataCid}, ${launch.consent?.owners[0] as Address}, ${coin.transactionHash}, ${coin.blockNumber},
      ${coin.blockHash}, ${new Date(coin.blockAt)}, ${opensAt})
    on conflict (performance_id) do update set
      transaction_hash = excluded.transaction_hash, created_block = excluded.created_block, created_block_hash = excluded.created_block_hash,
      launched_at = excluded.launched_at, opens_at = excluded.opens_at, initial_price = null, updated_at = now()`;
}
