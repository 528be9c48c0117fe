import type { Address, Hex } from 'viem';
import { wei } from '../../../../shared/kernel/units.ts';
import type { Backing } from '../../../../shared/markets/coin-facts.ts';
import type { Rate, Rates } from '../../../../shared/markets/rates.ts';
import type { Database, Transaction } from '../adapters/database.ts';

type BackingRow = { currency: string; against: string; pool_id: string | null; pool_address: string | null; is_token0: boolean };

/** The pools by which currencies other than ETH are priced. */
export async function readBackings(db: Database): Promise<Backing[]> {
  const rows = await db<BackingRow[]>`select currency, against, pool_id, pool_address, is_token0 from private.backing_pools`;
  return rows.map(row => ({
    currency: row.currency as Address,
    against: row.against as Address,
    poolId: row.pool_id as Hex | null,
    poolAddress: row.pool_address as Address | null,
    isToken0: row.is_token0,
  }));
}

/** What each currency cost after a block. */
export async function readRates(db: Database, block: number): Promise<Rates> {
  const rows = await db<{ currency: string; against: string; price: string }[]>`
    select b.currency, b.against, p.price from private.backing_pools b
    cross join lateral (
      select p.price from private.backing_prices p
      where p.currency = b.currency and p.block_number <= ${block} order by p.block_number desc limit 1) p`;
  return new Map(
    rows.map(row => [row.currency as Address, { against: row.against as Address, price: wei(BigInt(row.price)) } satisfies Rate]),
  );
}

/** Coins that had to do without this currency's price are read again. */
export async function addBacking(tx: Transaction, backing: Backing): Promise<void> {
  await tx`
    insert into private.backing_pools (currency, against, pool_id, pool_address, is_token0)
    values (${backing.currency}, ${backing.against}, ${backing.poolId}, ${backing.poolAddress}, ${backing.isToken0}) on conflict do nothing`;
  await tx`
    delete from private.coin_reads r where exists (
      select from public.coin_prices p where p.coin_address = r.coin_address and p.price is null)`;
}
