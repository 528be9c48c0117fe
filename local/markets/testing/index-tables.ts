import type { Database } from '../../../supabase/functions/_shared/adapters/database.ts';

/** Everything that the index wrote. */
export async function readIndex(admin: Database) {
  return {
    trades: await admin`
      select coin_address, block_number, block_hash, log_index, transaction_hash, trader, side, coin_amount, currency_amount, price, traded_at
      from public.coin_trades order by block_number, log_index`,
    prices: await admin`select * from public.coin_prices order by block_number, log_index, coin_address`,
    transfers: await admin`select * from public.coin_transfers order by block_number, log_index`,
    holders: await admin`select * from public.coin_holders order by coin_address, holder`,
    candles: await admin`select * from public.coin_candles order by coin_address, seconds, opened_at`,
    rewards: await admin`select * from public.coin_rewards order by block_number, log_index`,
    coins: await admin`
      select coin_address, initial_price, current_price, market_cap, price_24h_ago, volume_24h, holders_count, price_block, price_block_hash, price_log_index
      from public.performance_coins order by coin_address`,
  };
}

/** Takes the index's rows away; what it wrote at a coin's own row stays. */
export async function forgetIndex(admin: Database): Promise<void> {
  await admin`
    truncate private.chain_cursors, private.chain_blocks, private.coin_reads, public.coin_trades, public.coin_prices, public.coin_transfers,
      public.coin_holders, public.coin_candles, public.coin_rewards, public.coin_migrations`;
}

/** Takes away what the index wrote at the coins' own rows. */
export async function forgetFigures(admin: Database): Promise<void> {
  await admin`
    update public.performance_coins set initial_price = null, current_price = null, market_cap = null, price_24h_ago = null, volume_24h = 0,
      holders_count = 0, price_block = null, price_block_hash = null, price_log_index = null`;
}
