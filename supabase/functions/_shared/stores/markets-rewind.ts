import type { Transaction } from '../adapters/database.ts';

/** Takes back every fact of blocks after `to`, and makes again what was derived from them. */
export async function rewind(tx: Transaction, to: number): Promise<void> {
  await takeCandlesBack(tx, to);
  await tx`delete from public.coin_trades where block_number > ${to}`;
  await tx`delete from public.coin_prices where block_number > ${to}`;
  await tx`delete from public.coin_rewards where block_number > ${to}`;
  await takeHoldersBack(tx, to);
  await takeMigrationsBack(tx, to);
  await tx`delete from private.backing_prices where block_number > ${to}`;
  await tx`delete from private.chain_blocks where block_number > ${to}`;
  await tx`update private.coin_reads set read_to = ${to} where read_to > ${to}`;
  await tx`update public.performance_coins set initial_price = null where created_block > ${to} and initial_price is not null`;
}

/** Balances come with each transfer, so an earlier one still says what was held: no arithmetic. */
async function takeHoldersBack(tx: Transaction, to: number): Promise<void> {
  await tx`delete from public.coin_transfers where block_number > ${to}`;
  await tx`
    with gone as (
      delete from public.coin_holders where block_number > ${to} returning coin_address, holder)
    insert into public.coin_holders (coin_address, holder, balance, block_number, log_index)
    select g.coin_address, g.holder, last.balance, last.block_number, last.log_index from gone g
    cross join lateral (
      select case when t.recipient = g.holder then t.recipient_balance else t.sender_balance end as balance, t.block_number, t.log_index
      from public.coin_transfers t
      where t.coin_address = g.coin_address and g.holder in (t.sender, t.recipient) order by t.block_number desc, t.log_index desc limit 1) last
    on conflict (coin_address, holder) do update set balance = excluded.balance, block_number = excluded.block_number, log_index = excluded.log_index`;
}

/** The coin is back in the pool that its earliest migration taken back had left. */
async function takeMigrationsBack(tx: Transaction, to: number): Promise<void> {
  await tx`
    with gone as (delete from public.coin_migrations where block_number > ${to} returning *),
    first as (select distinct on (coin_address) * from gone order by coin_address, block_number, log_index)
    update public.performance_coins c set pool_id = f.from_pool_id, pool_key = f.from_pool_key from first f where c.coin_address = f.coin_address`;
}

/** Candles that hold a price after `to` are drawn again from what is left of their prices and trades. */
async function takeCandlesBack(tx: Transaction, to: number): Promise<void> {
  await tx`
    with first as (
      select p.coin_address, min(p.priced_at) as at from public.coin_prices p where p.block_number > ${to} and p.price is not null group by p.coin_address),
    gone as (
      delete from public.coin_candles c using first f
      where c.coin_address = f.coin_address and c.opened_at > f.at - make_interval(secs => c.seconds)
      returning c.coin_address, c.seconds, c.opened_at),
    left_over as (
      select g.coin_address, g.seconds, g.opened_at, p.open, p.high, p.low, p.close
      from gone g cross join lateral (
        select (array_agg(p.price order by p.block_number, p.log_index))[1] as open, max(p.price) as high, min(p.price) as low,
          (array_agg(p.price order by p.block_number desc, p.log_index desc))[1] as close
        from public.coin_prices p
        where p.coin_address = g.coin_address and p.block_number <= ${to} and p.price is not null
          and p.priced_at >= g.opened_at and p.priced_at < g.opened_at + make_interval(secs => g.seconds)) p
      where p.open is not null)
    insert into public.coin_candles (coin_address, seconds, opened_at, open, high, low, close, volume, trades)
    select l.*, t.volume, t.trades from left_over l cross join lateral (
      select coalesce(sum(t.eth_amount), 0) as volume, count(*)::integer as trades from public.coin_trades t
      where t.coin_address = l.coin_address and t.block_number <= ${to}
        and t.traded_at >= l.opened_at and t.traded_at < l.opened_at + make_interval(secs => l.seconds)) t
    on conflict (coin_address, seconds, opened_at) do update set open = excluded.open, high = excluded.high, low = excluded.low, close = excluded.close,
      volume = excluded.volume, trades = excluded.trades`;
}
