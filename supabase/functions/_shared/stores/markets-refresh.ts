import type { Address } from 'viem';
import type { UnixMs } from '../../../../shared/kernel/units.ts';
import { ETH, POOL_MANAGER } from '../../../../shared/markets/base-contracts.ts';
import { ethRate, type Rates } from '../../../../shared/markets/rates.ts';
import type { Database } from '../adapters/database.ts';
import { arrayOf } from '../adapters/database-array.ts';
import { readRates } from './markets-backings.ts';

const ONE = 10n ** 18n;
const DAY_MS = 24 * 3_600_000;
/** Neynar's own mark of an account that may be automated, and how old an account must be to count as no longer young. */
const LOW_SCORE = 0.5;
const YOUNG_MS = 7 * DAY_MS;

/**
 * One UPDATE for all coins that changed: price in ETH by the present price of what it is paired with, market cap (price × what was minted and not burned), the price of 24 h ago
 * (of the start, for a younger coin), the volume since, and how the coins are spread over wallets (the pool, its hooks and the coin itself are none).
 * Mints and burns have an index of their own, hence the zero address in letters: what all other transfers moved is never summed.
 * A row that would stay the same is not written, so nobody is told. `allInEth` saves the question what other currencies cost.
 */
export async function refreshCoins(db: Database, coins: readonly Address[], now: UnixMs, allInEth: boolean): Promise<number> {
  const dayAgo = new Date(now - DAY_MS);
  const nobody = arrayOf([ETH, POOL_MANAGER]);
  const rates: [Address, bigint][] = allInEth ? [[ETH, ONE]] : await ratesOf(db, coins);
  const { count } = await db`
    update public.performance_coins c set
      current_price = f.current_price, market_cap = div(f.current_price * f.supply, 1000000000000000000), price_24h_ago = f.price_24h_ago,
      volume_24h = f.volume_24h, holders_count = f.holders, top_ten_bps = f.top_ten, low_trust_bps = f.low_trust,
      price_block = f.block_number, price_block_hash = f.block_hash, price_log_index = f.log_index, priced_at = coalesce(f.priced_at, c.launched_at),
      updated_at = ${new Date(now)}
    from (
      select k.coin_address, supply.supply, coalesce(div(last.currency_price * r.rate, 1000000000000000000), last.price, k.initial_price) as current_price,
        coalesce(day.price, k.initial_price) as price_24h_ago, coalesce(volume.sum, 0) as volume_24h, spread.holders, spread.top_ten, spread.low_trust,
        last.block_number, last.block_hash, last.log_index, last.priced_at
      from public.performance_coins k
      left join unnest(${arrayOf(rates.map(([currency]) => currency))}::text[], ${arrayOf(rates.map(([, rate]) => rate))}::numeric[]) r (currency, rate)
        on r.currency = k.currency
      left join lateral (
        select p.price, p.currency_price, p.block_number, p.block_hash, p.log_index, p.priced_at from public.coin_prices p
        where p.coin_address = k.coin_address order by p.block_number desc, p.log_index desc limit 1) last on true
      left join lateral (
        select p.price from public.coin_prices p
        where p.coin_address = k.coin_address and p.priced_at <= ${dayAgo} order by p.priced_at desc, p.block_number desc, p.log_index desc limit 1) day on true
      cross join lateral (
        select sum(t.eth_amount) from public.coin_trades t
        where t.coin_address = k.coin_address and t.traded_at > ${dayAgo}) volume
      cross join lateral (
        select coalesce(
          sum(case t.sender when '0x0000000000000000000000000000000000000000' then t.amount else 0 end)
          - sum(case t.recipient when '0x0000000000000000000000000000000000000000' then t.amount else 0 end), 0) as supply
        from public.coin_transfers t where t.coin_address = k.coin_address
          and (t.sender = '0x0000000000000000000000000000000000000000' or t.recipient = '0x0000000000000000000000000000000000000000')) supply
      cross join lateral (
        select count(*)::integer as holders,
          div(sum(h.balance) filter (where h.place <= 10) * 10000, sum(h.balance))::integer as top_ten,
          div(coalesce(sum(h.balance) filter (where exists (
            select from public.users u join public.farcaster_people f on f.fid = u.farcaster_fid
            where (u.wallet_address = h.holder or u.id = (select w.user_id from public.user_wallets w where w.address = h.holder))
              and (f.score < ${LOW_SCORE}::real or f.registered_at > ${new Date(now - YOUNG_MS)}))), 0) * 10000, sum(h.balance))::integer as low_trust
        from (
          select b.holder, b.balance, row_number() over (order by b.balance desc) as place from public.coin_holders b
          where b.coin_address = k.coin_address and b.balance > 0 and b.holder <> all (${nobody}::text[])
            and b.holder not in (k.coin_address, k.pool_key ->> 'hooks') and not exists (
              select from public.coin_migrations m where m.coin_address = k.coin_address and m.from_pool_key ->> 'hooks' = b.holder)) h) spread
      where k.coin_address = any (${arrayOf(coins)}::text[])) f
    where c.coin_address = f.coin_address
      and (c.current_price, c.market_cap, c.price_24h_ago, c.volume_24h, c.holders_count, c.top_ten_bps, c.low_trust_bps, c.price_block, c.price_block_hash,
          c.price_log_index)
        is distinct from
        (f.current_price, div(f.current_price * f.supply, 1000000000000000000), f.price_24h_ago, f.volume_24h, f.holders, f.top_ten, f.low_trust,
          f.block_number, f.block_hash, f.log_index)`;
  return count;
}

/** ETH wei for 10^18 smallest units of every currency that these coins are paired with, as far as it is known. */
async function ratesOf(db: Database, coins: readonly Address[]): Promise<[Address, bigint][]> {
  const found = await db<{ currency: string }[]>`
    select distinct currency from public.performance_coins where coin_address = any (${arrayOf(coins)}::text[])`;
  const currencies = found.map(row => row.currency as Address);
  const rates: Rates = currencies.every(currency => currency === ETH) ? new Map() : await readRates(db, Number.MAX_SAFE_INTEGER);
  return currencies.flatMap(currency => {
    const rate = ethRate(currency, rates);
    return rate === null ? [] : [[currency, rate] as [Address, bigint]];
  });
}
