import type { Address } from 'viem';
import type { UnixMs } from '../../../../shared/kernel/units.ts';
import { ETH, POOL_MANAGER } from '../../../../shared/markets/base-contracts.ts';
import type { Database } from '../adapters/database.ts';
import { arrayOf } from '../adapters/database-array.ts';

const DAY_MS = 24 * 3_600_000;

/**
 * One UPDATE for all coins that changed: price, market cap (price × one billion), the price of 24 h ago (of the start, for a younger coin), the volume since,
 * and how many wallets hold the coin (the pool, its hook and the coin itself are none). A row that would stay the same is not written, so nobody is told.
 */
export async function refreshCoins(db: Database, coins: readonly Address[], now: UnixMs): Promise<number> {
  const dayAgo = new Date(now - DAY_MS);
  const nobody = arrayOf([ETH, POOL_MANAGER]);
  const { count } = await db`
    update public.performance_coins c set
      current_price = f.current_price, market_cap = f.current_price * 1000000000, price_24h_ago = f.price_24h_ago, volume_24h = f.volume_24h,
      holders_count = f.holders_count, price_block = f.block_number, price_block_hash = f.block_hash, price_log_index = f.log_index,
      priced_at = coalesce(f.priced_at, c.launched_at), updated_at = ${new Date(now)}
    from (
      select k.coin_address, coalesce(last.price, k.initial_price) as current_price, coalesce(day.price, k.initial_price) as price_24h_ago,
        coalesce(volume.sum, 0) as volume_24h, holders.count as holders_count, last.block_number, last.block_hash, last.log_index, last.priced_at
      from public.performance_coins k
      left join lateral (
        select p.price, p.block_number, p.block_hash, p.log_index, p.priced_at from public.coin_prices p
        where p.coin_address = k.coin_address order by p.block_number desc, p.log_index desc limit 1) last on true
      left join lateral (
        select p.price from public.coin_prices p
        where p.coin_address = k.coin_address and p.priced_at <= ${dayAgo} order by p.block_number desc, p.log_index desc limit 1) day on true
      cross join lateral (
        select sum(t.currency_amount) from public.coin_trades t
        where t.coin_address = k.coin_address and t.traded_at > ${dayAgo}) volume
      cross join lateral (
        select count(*)::integer from (
          select distinct on (holder) holder, balance from (
            select t.sender as holder, t.sender_balance as balance, t.block_number, t.log_index
              from public.coin_transfers t where t.coin_address = k.coin_address
            union all
            select t.recipient, t.recipient_balance, t.block_number, t.log_index
              from public.coin_transfers t where t.coin_address = k.coin_address) balances
          order by holder, block_number desc, log_index desc) latest
        where balance > 0 and holder <> all (${nobody}::text[]) and holder not in (k.coin_address, k.pool_key ->> 'hooks')) holders
      where k.coin_address = any (${arrayOf(coins)}::text[])) f
    where c.coin_address = f.coin_address
      and (c.current_price, c.price_24h_ago, c.volume_24h, c.holders_count, c.price_block, c.price_block_hash, c.price_log_index)
        is distinct from
        (f.current_price, f.price_24h_ago, f.volume_24h, f.holders_count, f.block_number, f.block_hash, f.log_index)`;
  return count;
}

/** Coins whose row was left behind by a run that died, or from whose last 24 hours something has dropped out. */
export async function staleCoins(db: Database, now: UnixMs): Promise<Address[]> {
  const rows = await db<{ coin_address: string }[]>`
    select c.coin_address from public.performance_coins c
    left join lateral (
      select p.block_number, p.log_index from public.coin_prices p
      where p.coin_address = c.coin_address order by p.block_number desc, p.log_index desc limit 1) last on true
    where (c.price_block, c.price_log_index) is distinct from (last.block_number, last.log_index)
      or (c.current_price is null) <> (c.initial_price is null and last.block_number is null)
      or exists (
        select from public.coin_prices p
        where p.coin_address = c.coin_address and p.priced_at <= ${new Date(now - DAY_MS)} and p.priced_at > c.updated_at - interval '24 hours')
      or exists (
        select from public.coin_transfers t
        where t.coin_address = c.coin_address and t.block_number > coalesce(c.price_block, c.created_block))`;
  return rows.map(row => row.coin_address as Address);
}
