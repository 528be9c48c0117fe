import type { Address } from 'viem';
import type { UnixMs } from '../../../../shared/kernel/units.ts';
import type { Database } from '../adapters/database.ts';

const DAY_MS = 24 * 3_600_000;

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
      or exists (select from private.coin_spreads s where s.coin_address = c.coin_address and not s.is_told)`;
  return rows.map(row => row.coin_address as Address);
}
