import type { Address } from 'viem';
import type { UnixMs } from '../../../../shared/kernel/units.ts';
import { ETH, POOL_MANAGER } from '../../../../shared/markets/base-contracts.ts';
import { ethRate, MOST_IN_ETH, type Rates } from '../../../../shared/markets/rates.ts';
import type { Database, Transaction } from '../adapters/database.ts';
import { arrayOf } from '../adapters/database-array.ts';
import { readRates } from './markets-backings.ts';

const ONE = 10n ** 18n;
const MOST = String(MOST_IN_ETH);
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** Neynar's own mark of an account that may be automated, and how old an account must be to count as no longer young. */
const LOW_SCORE = 0.5;
const YOUNG_MS = 7 * DAY_MS;
/**
 * A holder's trust is looked at when their balance changes, and with their coin's row where that was longer ago: scores move and
 * accounts grow old without the chain.
 */
const TRUST_MS = 10 * MINUTE_MS;

/** Brings coins' own rows up to date: first who of their holders is little trusted, then the figures. Gives how many rows changed. */
export async function refreshCoins(db: Database, coins: readonly Address[], now: UnixMs, allInEth: boolean): Promise<number> {
  const rates: [Address, bigint][] = allInEth ? [[ETH, ONE]] : await ratesOf(db, coins);
  return db.begin(async tx => {
    const [, , , count] = await Promise.all([
      lockIndex(tx),
      weighTrust(tx, coins, now),
      noteTold(tx, coins),
      writeRows(tx, coins, now, rates),
    ]);
    return count;
  });
}

/**
 * The row that every writer of the index locks first: a run that lost its lease and the one after it must not lock holders and
 * their sums in opposite order.
 */
async function lockIndex(tx: Transaction): Promise<void> {
  await tx`select from private.chain_cursors for update`;
}

/**
 * Asks of holders whose balance changed, and of all where that is long ago, whether they are known to be young or of little
 * trust. A trigger keeps the sums.
 */
async function weighTrust(tx: Transaction, coins: readonly Address[], now: UnixMs): Promise<void> {
  await tx`
    with due as (
      update private.coin_spreads set trust_seen_at = ${new Date(now)}
      where coin_address = any (${arrayOf(coins)}::text[]) and trust_seen_at <= ${new Date(now - TRUST_MS)} returning coin_address),
    asked as (
      select h.coin_address, h.holder from public.coin_holders h where h.coin_address = any (${arrayOf(coins)}::text[]) and h.is_little_trusted is null
      union
      select h.coin_address, h.holder from due join public.coin_holders h using (coin_address) where h.balance > 0),
    doubtful as not materialized (
      select f.fid from public.farcaster_people f where f.score < ${LOW_SCORE}::real or f.registered_at > ${new Date(now - YOUNG_MS)}),
    known as (
      select a.*, exists (
          select from public.users u join doubtful d on d.fid = u.farcaster_fid where u.wallet_address = a.holder)
        or exists (
          select from public.user_wallets w join public.users u on u.id = w.user_id join doubtful d on d.fid = u.farcaster_fid
          where w.address = a.holder) as is_little_trusted
      from asked a)
    update public.coin_holders h set is_little_trusted = k.is_little_trusted from known k
    where h.coin_address = k.coin_address and h.holder = k.holder and h.is_little_trusted is distinct from k.is_little_trusted`;
}

async function noteTold(tx: Transaction, coins: readonly Address[]): Promise<void> {
  await tx`update private.coin_spreads set is_told = true where coin_address = any (${arrayOf(coins)}::text[]) and not is_told`;
}

/**
 * One UPDATE for all coins that changed. It writes:
 * - the price in ETH, by the present price of what the coin is paired with, and the price of 24 h ago (of the start, for a younger coin);
 * - the market cap: price × what was minted and not burned;
 * - the volume of these 24 h;
 * - how the coins are spread over wallets. The pool, its hooks and the coin itself are none.
 *
 * What it costs grows with none of the tables. The volume is read from the candles of whole hours and minutes, and from the
 * trades in the minute that the day begins in. Holders are counted as they change, and the ten largest stand first in an index.
 * Mints and burns have an index of their own, hence the zero address in letters.
 *
 * A coin may lie about its supply, and a price may be absurd: what is no amount that there could be is none, and stops no other coin's row.
 * A row that would stay the same is not written, so nobody is told.
 */
async function writeRows(
  tx: Transaction,
  coins: readonly Address[],
  now: UnixMs,
  rates: readonly [Address, bigint][],
): Promise<number> {
  const dayAgo = now - DAY_MS;
  const minute = (Math.floor(dayAgo / MINUTE_MS) + 1) * MINUTE_MS;
  const hour = Math.ceil(minute / HOUR_MS) * HOUR_MS;
  const [since, minutes, hours] = [new Date(dayAgo), new Date(minute), new Date(hour)];
  const { count } = await tx`
    update public.performance_coins c set
      current_price = f.current_price, market_cap = f.market_cap, price_24h_ago = f.price_24h_ago,
      volume_24h = f.volume_24h, holders_count = f.holders, top_ten_bps = f.top_ten, low_trust_bps = f.low_trust,
      price_block = f.block_number, price_block_hash = f.block_hash, price_log_index = f.log_index, priced_at = coalesce(f.priced_at, c.launched_at),
      updated_at = ${new Date(now)}
    from (
      select k.coin_address, present.price as current_price, case when worth.cap between 0 and ${MOST} then worth.cap end as market_cap,
        coalesce(day.price, k.initial_price) as price_24h_ago, coalesce(whole.sum, 0) + coalesce(edge.sum, 0) as volume_24h, spread.holders,
        div(top.held * 10000, nullif(spread.held, 0))::integer as top_ten, div(spread.little_trusted * 10000, nullif(spread.held, 0))::integer as low_trust,
        last.block_number, last.block_hash, last.log_index, last.priced_at
      from public.performance_coins k
      left join unnest(${arrayOf(rates.map(([currency]) => currency))}::text[], ${arrayOf(rates.map(([, rate]) => rate))}::numeric[]) r (currency, rate)
        on r.currency = k.currency
      cross join lateral (
        select array[${ETH}, ${POOL_MANAGER}, k.coin_address, k.pool_key ->> 'hooks'] || array(
          select m.from_pool_key ->> 'hooks' from public.coin_migrations m where m.coin_address = k.coin_address) as addresses) nobody
      left join lateral (
        select p.price, p.currency_price, p.block_number, p.block_hash, p.log_index, p.priced_at from public.coin_prices p
        where p.coin_address = k.coin_address order by p.block_number desc, p.log_index desc limit 1) last on true
      cross join lateral (select div(last.currency_price * r.rate, 1000000000000000000) as price) swapped
      cross join lateral (
        select coalesce(case when swapped.price < ${MOST} then swapped.price end, last.price, k.initial_price) as price) present
      left join lateral (
        select p.price from public.coin_prices p
        where p.coin_address = k.coin_address and p.priced_at <= ${since} order by p.priced_at desc, p.block_number desc, p.log_index desc limit 1) day on true
      cross join lateral (
        select sum(v.volume) from public.coin_candles v
        where v.coin_address = k.coin_address
          and (v.seconds = 3600 and v.opened_at >= ${hours} or v.seconds = 60 and v.opened_at >= ${minutes} and v.opened_at < ${hours})) whole
      cross join lateral (
        select sum(t.eth_amount) from public.coin_trades t
        where t.coin_address = k.coin_address and t.traded_at > ${since} and t.traded_at < ${minutes}
          and t.block_number >= (
            select p.block_number from public.coin_prices p
            where p.coin_address = k.coin_address and p.priced_at > ${since} order by p.priced_at, p.block_number limit 1)
          and t.block_number <= (
            select p.block_number from public.coin_prices p
            where p.coin_address = k.coin_address and p.priced_at < ${minutes} order by p.priced_at desc, p.block_number desc limit 1)) edge
      cross join lateral (
        select coalesce(
          sum(case t.sender when '0x0000000000000000000000000000000000000000' then t.amount else 0 end)
          - sum(case t.recipient when '0x0000000000000000000000000000000000000000' then t.amount else 0 end), 0) as supply
        from public.coin_transfers t where t.coin_address = k.coin_address
          and (t.sender = '0x0000000000000000000000000000000000000000' or t.recipient = '0x0000000000000000000000000000000000000000')) supply
      cross join lateral (select div(present.price * supply.supply, 1000000000000000000) as cap) worth
      cross join lateral (
        select (coalesce(max(s.holders), 0) - count(h.holder))::integer as holders, max(s.held) - coalesce(sum(h.balance), 0) as held,
          max(s.little_trusted) - coalesce(sum(h.balance) filter (where h.is_little_trusted), 0) as little_trusted
        from private.coin_spreads s left join public.coin_holders h
          on h.coin_address = s.coin_address and h.holder = any (nobody.addresses) and h.balance > 0
        where s.coin_address = k.coin_address) spread
      cross join lateral (
        select sum(h.balance) as held from (
          select b.balance from public.coin_holders b
          where b.coin_address = k.coin_address and b.balance > 0 and b.holder <> all (nobody.addresses) order by b.balance desc limit 10) h) top
      where k.coin_address = any (${arrayOf(coins)}::text[])) f
    where c.coin_address = f.coin_address
      and (c.current_price, c.market_cap, c.price_24h_ago, c.volume_24h, c.holders_count, c.top_ten_bps, c.low_trust_bps, c.price_block, c.price_block_hash,
          c.price_log_index)
        is distinct from
        (f.current_price, f.market_cap, f.price_24h_ago, f.volume_24h, f.holders, f.top_ten, f.low_trust,
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
