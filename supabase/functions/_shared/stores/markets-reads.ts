import type { Address, Hex } from 'viem';
import type { CoinFacts, Pool, TrackedCoin } from '../../../../shared/markets/coin-facts.ts';
import type { FollowedCoin } from '../../../../shared/markets/sync-ports.ts';
import type { Database, Transaction } from '../adapters/database.ts';
import { arrayOf } from '../adapters/database-array.ts';

type CoinRow = {
  coin_address: string;
  currency: string;
  created_block: string;
  created_block_hash: string;
  pools: Pool[];
  known: boolean;
  read_to: string | null;
  paused: boolean;
};

/** Every coin with all pools that it ever had, the first one first, and how far it was read. */
export async function followedCoins(db: Database): Promise<FollowedCoin[]> {
  const rows = await db<CoinRow[]>`
    select c.coin_address, c.currency, c.created_block, c.created_block_hash, r.coin_address is not null as known, r.read_to,
      r.paused_at is not null as paused,
      coalesce(m.pools, '[]'::jsonb) || jsonb_build_array(jsonb_build_object('poolId', c.pool_id, 'hook', lower(c.pool_key ->> 'hooks'))) as pools
    from public.performance_coins c
      left join private.coin_reads r on r.coin_address = c.coin_address and r.created_block_hash = c.created_block_hash
      left join lateral (
        select jsonb_agg(jsonb_build_object('poolId', m.from_pool_id, 'hook', m.from_pool_key ->> 'hooks') order by m.block_number, m.log_index) as pools
        from public.coin_migrations m where m.coin_address = c.coin_address) m on true`;
  return rows.map(row => ({
    coinAddress: row.coin_address as Address,
    currency: row.currency as Address,
    createdBlock: Number(row.created_block),
    createdBlockHash: row.created_block_hash as Hex,
    pools: row.pools,
    read: !row.known ? 'none' : row.read_to === null ? 'live' : { upTo: Number(row.read_to), paused: row.paused },
  }));
}

/** Coins whose own block was read with all others: they are live from the start. */
export async function noteBorn(tx: Transaction, born: CoinFacts['born']): Promise<void> {
  if (born.length === 0) return;
  await tx`
    insert into private.coin_reads (coin_address, created_block_hash)
    select * from unnest(${arrayOf(born.map(each => each.coinAddress))}::text[], ${arrayOf(born.map(each => each.createdBlockHash))}::text[])
    on conflict (coin_address) do update set created_block_hash = excluded.created_block_hash, read_to = null`;
}

/** Forgets what is known of a coin: it is read from its own block on. */
export async function beginPast(
  tx: Transaction,
  { coinAddress, createdBlock, createdBlockHash, pools }: TrackedCoin,
): Promise<void> {
  await tx`
    update public.performance_coins c set pool_id = m.from_pool_id, pool_key = m.from_pool_key
    from public.coin_migrations m where m.coin_address = ${coinAddress} and c.coin_address = m.coin_address and m.from_pool_id = ${pools[0]?.poolId ?? ''}`;
  await tx`delete from public.coin_trades where coin_address = ${coinAddress}`;
  await tx`delete from public.coin_prices where coin_address = ${coinAddress}`;
  await tx`delete from public.coin_transfers where coin_address = ${coinAddress}`;
  await tx`delete from public.coin_holders where coin_address = ${coinAddress}`;
  await tx`delete from public.coin_candles where coin_address = ${coinAddress}`;
  await tx`delete from public.coin_rewards where coin_address = ${coinAddress}`;
  await tx`delete from public.coin_migrations where coin_address = ${coinAddress}`;
  await tx`update public.performance_coins set initial_price = null where coin_address = ${coinAddress} and initial_price is not null`;
  await tx`
    insert into private.coin_reads (coin_address, created_block_hash, read_to) values (${coinAddress}, ${createdBlockHash}, ${createdBlock - 1})
    on conflict (coin_address) do update set created_block_hash = excluded.created_block_hash, read_to = excluded.read_to, began_at = now()`;
}

/** Null: up to the cursor. */
export async function writePast(tx: Transaction, coin: Address, readTo: number | null): Promise<void> {
  await tx`update private.coin_reads set read_to = ${readTo} where coin_address = ${coin}`;
}
