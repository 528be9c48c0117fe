import type { Database } from '../../supabase/functions/_shared/adapters/database.ts';
import type { Folded } from './fold-coin.ts';

type Row = { row: string };

/** What the index wrote, in the words of the fold. */
export async function readTables(db: Database): Promise<Folded> {
  const lines = (rows: Row[]) => rows.map(({ row }) => row).sort();
  const [trades, prices, holders, candles, rewards, migrations, coins] = await Promise.all([
    db<Row[]>`
      select concat_ws(' ', block_number || '.' || log_index, block_hash, coin_address, trader, side, coin_amount, currency_amount, eth_amount, price) as row
      from public.coin_trades`,
    db<
      Row[]
    >`select concat_ws(' ', block_number || '.' || log_index, coin_address, price, currency_price) as row from public.coin_prices`,
    db<
      Row[]
    >`select concat_ws(' ', coin_address, holder, balance) as row from public.coin_holders where holder <> '0x0000000000000000000000000000000000000000'`,
    db<Row[]>`
      select concat_ws(' ', coin_address, seconds, extract(epoch from opened_at)::bigint, open, high, low, close, volume, trades) as row
      from public.coin_candles`,
    db<Row[]>`
      select concat_ws(' ', block_number || '.' || log_index, coin_address, currency, payout_recipient, creator_currency, creator_eth, platform_currency,
        trade_coin) as row
      from public.coin_rewards`,
    db<
      Row[]
    >`select concat_ws(' ', block_number || '.' || log_index, coin_address, from_pool_id, to_pool_id) as row from public.coin_migrations`,
    db<Row[]>`
      select concat_ws(' ', coin_address, initial_price, current_price, market_cap, volume_24h, holders_count, coalesce(top_ten_bps::text, 'null'),
        coalesce(price_block::text, 'undefined'), coalesce(price_log_index::text, 'undefined'),
        case when exists (select from public.coin_migrations m where m.coin_address = c.coin_address) then pool_id else 'null' end) as row
      from public.performance_coins c`,
  ]);
  return {
    trades: lines(trades),
    prices: lines(prices),
    holders: lines(holders),
    candles: lines(candles),
    rewards: lines(rewards),
    migrations: lines(migrations),
    coins: lines(coins),
  };
}
