import { type Candle, candlesOf } from '../../../../shared/markets/candles.ts';
import type { CoinMigration } from '../../../../shared/markets/coin-facts.ts';
import { type Holding, holdingsOf } from '../../../../shared/markets/holdings.ts';
import type { Block, KnownFacts } from '../../../../shared/markets/sync-ports.ts';
import type { Transaction } from '../adapters/database.ts';
import { arrayOf } from '../adapters/database-array.ts';

/** Blocks that are kept to find forks; older ones are final. */
const BLOCKS_KEPT = 4_096;

/**
 * Writes facts of the chain: one statement for what every trade touches, one more for each rare kind. The cursor's lock holds
 * that no stretch is written twice.
 */
export async function writeFacts(tx: Transaction, facts: KnownFacts): Promise<void> {
  if (facts.backingPrices.length > 0) await writeBackingPrices(tx, facts.backingPrices);
  if (facts.migrations.length > 0) await writeMigrations(tx, facts.migrations);
  if (facts.initial.length > 0) await writeInitial(tx, facts.initial);
  if (facts.trades.length + facts.prices.length + facts.transfers.length + facts.rewards.length > 0) await writeMarket(tx, facts);
}

/** Columns as arrays: one parameter each, whatever the number of rows. */
const column = <T, V extends string | number | bigint | Date | null>(rows: readonly T[], of: (row: T) => V) =>
  arrayOf(rows.map(of));

/** Trades, prices, transfers, rewards, and what follows from them: who holds how much, and candles, merged into those that are there. */
async function writeMarket(tx: Transaction, { trades, prices, transfers, rewards }: KnownFacts): Promise<void> {
  const holdings: Holding[] = holdingsOf(transfers);
  const candles: Candle[] = candlesOf(prices, trades);
  const blocks = blocksOf(trades, prices, transfers, rewards);
  await tx`
    with blocks as materialized (
      select * from unnest(${column(blocks, row => row.number)}::bigint[], ${column(blocks, row => row.hash)}::text[],
        ${column(blocks, row => new Date(row.at))}::timestamptz[]) b (number, hash, at)),
    new_trades as (
      insert into public.coin_trades
        (coin_address, block_number, block_hash, log_index, transaction_hash, trader, side, coin_amount, currency_amount, eth_amount, price, traded_at)
      select coin, number, b.hash, log, transaction, trader, side, amount, paid, eth, price, b.at from unnest(${column(trades, row => row.coinAddress)}::text[],
        ${column(trades, row => row.blockNumber)}::bigint[], ${column(trades, row => row.logIndex)}::integer[],
        ${column(trades, row => row.transactionHash)}::text[], ${column(trades, row => row.trader)}::text[], ${column(trades, row => row.side)}::text[],
        ${column(trades, row => row.coinAmount)}::numeric[], ${column(trades, row => row.currencyAmount)}::numeric[],
        ${column(trades, row => row.ethAmount)}::numeric[], ${column(trades, row => row.price)}::numeric[])
        t (coin, number, log, transaction, trader, side, amount, paid, eth, price) join blocks b using (number)),
    new_prices as (
      insert into public.coin_prices (coin_address, block_number, block_hash, log_index, price, currency_price, priced_at)
      select coin, number, b.hash, log, price, raw, b.at from unnest(${column(prices, row => row.coinAddress)}::text[],
        ${column(prices, row => row.blockNumber)}::bigint[], ${column(prices, row => row.logIndex)}::integer[],
        ${column(prices, row => row.price)}::numeric[], ${column(prices, row => row.currencyPrice)}::numeric[])
        p (coin, number, log, price, raw) join blocks b using (number)),
    new_transfers as (
      insert into public.coin_transfers
        (coin_address, block_number, block_hash, log_index, sender, recipient, amount, sender_balance, recipient_balance)
      select coin, number, b.hash, log, sender, recipient, amount, left_with, now_with from unnest(${column(transfers, row => row.coinAddress)}::text[],
        ${column(transfers, row => row.blockNumber)}::bigint[], ${column(transfers, row => row.logIndex)}::integer[],
        ${column(transfers, row => row.sender)}::text[], ${column(transfers, row => row.recipient)}::text[], ${column(transfers, row => row.amount)}::numeric[],
        ${column(transfers, row => row.senderBalance)}::numeric[], ${column(transfers, row => row.recipientBalance)}::numeric[])
        t (coin, number, log, sender, recipient, amount, left_with, now_with) join blocks b using (number)),
    new_rewards as (
      insert into public.coin_rewards
        (coin_address, block_number, block_hash, log_index, currency, payout_recipient, platform_referrer, trade_referrer, creator_currency, creator_coin,
         creator_eth, platform_currency, platform_coin, trade_currency, trade_coin, rewarded_at)
      select coin, number, b.hash, log, currency, payout, platform, referrer, paid, paid_coin, eth, platform_paid, platform_coin, trade_paid, trade_coin, b.at
      from unnest(${column(rewards, row => row.coinAddress)}::text[], ${column(rewards, row => row.blockNumber)}::bigint[],
        ${column(rewards, row => row.logIndex)}::integer[], ${column(rewards, row => row.currency)}::text[],
        ${column(rewards, row => row.payoutRecipient)}::text[], ${column(rewards, row => row.platformReferrer)}::text[],
        ${column(rewards, row => row.tradeReferrer)}::text[], ${column(rewards, row => row.creatorCurrency)}::numeric[],
        ${column(rewards, row => row.creatorCoin)}::numeric[], ${column(rewards, row => row.creatorEth)}::numeric[],
        ${column(rewards, row => row.platformCurrency)}::numeric[], ${column(rewards, row => row.platformCoin)}::numeric[],
        ${column(rewards, row => row.tradeCurrency)}::numeric[], ${column(rewards, row => row.tradeCoin)}::numeric[])
        r (coin, number, log, currency, payout, platform, referrer, paid, paid_coin, eth, platform_paid, platform_coin, trade_paid, trade_coin)
        join blocks b using (number)),
    now_held as (
      insert into public.coin_holders (coin_address, holder, balance, block_number, log_index)
      select * from unnest(${column(holdings, row => row.coinAddress)}::text[], ${column(holdings, row => row.holder)}::text[],
        ${column(holdings, row => row.balance)}::numeric[], ${column(holdings, row => row.blockNumber)}::bigint[],
        ${column(holdings, row => row.logIndex)}::integer[])
      on conflict (coin_address, holder) do update set
        balance = excluded.balance, block_number = excluded.block_number, log_index = excluded.log_index, is_little_trusted = null)
    insert into public.coin_candles as c (coin_address, seconds, opened_at, open, high, low, close, volume, trades)
    select * from unnest(${column(candles, row => row.coinAddress)}::text[], ${column(candles, row => row.seconds)}::integer[],
      ${column(candles, row => new Date(row.openedAt))}::timestamptz[], ${column(candles, row => row.open)}::numeric[],
      ${column(candles, row => row.high)}::numeric[], ${column(candles, row => row.low)}::numeric[], ${column(candles, row => row.close)}::numeric[],
      ${column(candles, row => row.volume)}::numeric[], ${column(candles, row => row.trades)}::integer[])
    on conflict (coin_address, seconds, opened_at) do update set
      high = greatest(c.high, excluded.high), low = least(c.low, excluded.low), close = excluded.close,
      volume = c.volume + excluded.volume, trades = c.trades + excluded.trades`;
}

/** The blocks of facts, each once: their hashes and times are most of what the rows say. */
function blocksOf(
  ...[trades, prices, transfers, rewards]: [
    KnownFacts['trades'],
    KnownFacts['prices'],
    KnownFacts['transfers'],
    KnownFacts['rewards'],
  ]
) {
  const blocks = new Map<number, { number: number; hash: string; at: number }>();
  const note = (number: number, hash: string, at: number) => {
    if (!blocks.has(number)) blocks.set(number, { number, hash, at });
  };
  for (const row of trades) note(row.blockNumber, row.blockHash, row.tradedAt);
  for (const row of prices) note(row.blockNumber, row.blockHash, row.pricedAt);
  for (const row of rewards) note(row.blockNumber, row.blockHash, row.rewardedAt);
  // Last: a transfer keeps no time, and has none to give.
  for (const row of transfers) note(row.blockNumber, row.blockHash, 0);
  return [...blocks.values()];
}

function writeBackingPrices(tx: Transaction, rows: KnownFacts['backingPrices']) {
  return tx`
    insert into private.backing_prices (currency, block_number, block_hash, log_index, price, priced_at)
    select * from unnest(${column(rows, row => row.currency)}::text[], ${column(rows, row => row.blockNumber)}::bigint[],
      ${column(rows, row => row.blockHash)}::text[], ${column(rows, row => row.logIndex)}::integer[], ${column(rows, row => row.price)}::numeric[],
      ${column(rows, row => new Date(row.pricedAt))}::timestamptz[])`;
}

/** A coin's own row names the pool that it is in now: the last of its migrations. */
async function writeMigrations(tx: Transaction, rows: readonly CoinMigration[]): Promise<void> {
  await tx`
    insert into public.coin_migrations (coin_address, block_number, block_hash, log_index, from_pool_id, from_pool_key, to_pool_id, to_pool_key)
    select * from unnest(${column(rows, row => row.coinAddress)}::text[], ${column(rows, row => row.blockNumber)}::bigint[],
      ${column(rows, row => row.blockHash)}::text[], ${column(rows, row => row.logIndex)}::integer[], ${column(rows, row => row.fromPoolId)}::text[],
      ${column(rows, row => JSON.stringify(row.fromPoolKey))}::jsonb[], ${column(rows, row => row.toPoolId)}::text[],
      ${column(rows, row => JSON.stringify(row.toPoolKey))}::jsonb[])`;
  const last = [...new Map(rows.map(row => [row.coinAddress, row])).values()];
  await tx`
    update public.performance_coins c set pool_id = m.id, pool_key = m.key
    from unnest(${column(last, row => row.coinAddress)}::text[], ${column(last, row => row.toPoolId)}::text[],
      ${column(last, row => JSON.stringify(row.toPoolKey))}::jsonb[]) m (coin, id, key)
    where c.coin_address = m.coin`;
}

function writeInitial(tx: Transaction, rows: KnownFacts['initial']) {
  return tx`
    update public.performance_coins c set initial_price = r.price
    from unnest(${column(rows, row => row.coinAddress)}::text[], ${column(rows, row => row.price)}::numeric[]) r (coin, price)
    where c.coin_address = r.coin and c.initial_price is distinct from r.price`;
}

/** Remembers blocks, forgetting the oldest now and then. */
export async function writeBlocks(tx: Transaction, blocks: readonly Block[]): Promise<void> {
  const all = [...new Map(blocks.map(block => [block.number, block])).values()].sort((a, b) => b.number - a.number);
  const newest = all[0]?.number ?? 0;
  const rows = all.filter(block => block.number > newest - BLOCKS_KEPT);
  await tx`
    insert into private.chain_blocks (block_number, block_hash, block_at)
    select * from unnest(${column(rows, row => row.number)}::bigint[], ${column(rows, row => row.hash)}::text[], ${column(rows, row => new Date(row.at))}::timestamptz[])
    on conflict (block_number) do update set block_hash = excluded.block_hash, block_at = excluded.block_at`;
  if (rows.length > 1 || newest % 64 === 0)
    await tx`delete from private.chain_blocks where block_number <= ${newest - BLOCKS_KEPT}`;
}
