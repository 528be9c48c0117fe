import type { CoinMigration } from '../../../../shared/markets/coin-logs.ts';
import type { Block, KnownFacts } from '../../../../shared/markets/sync-ports.ts';
import type { Transaction } from '../adapters/database.ts';
import { arrayOf } from '../adapters/database-array.ts';
import { writeCandles, writeHolders } from './markets-derived.ts';

/** Blocks that are kept to find forks; older ones are final. */
const BLOCKS_KEPT = 4_096;

/** Writes facts of the chain, a statement a table. The cursor's lock holds that no stretch is written twice. */
export async function writeFacts(tx: Transaction, facts: KnownFacts): Promise<void> {
  if (facts.trades.length > 0) await writeTrades(tx, facts.trades);
  if (facts.prices.length > 0) await writePrices(tx, facts.prices);
  if (facts.transfers.length > 0) await writeTransfers(tx, facts.transfers);
  if (facts.rewards.length > 0) await writeRewards(tx, facts.rewards);
  if (facts.backingPrices.length > 0) await writeBackingPrices(tx, facts.backingPrices);
  if (facts.migrations.length > 0) await writeMigrations(tx, facts.migrations);
  if (facts.initial.length > 0) await writeInitial(tx, facts.initial);
  await writeHolders(tx, facts.transfers);
  await writeCandles(tx, facts.prices, facts.trades);
}

/** Columns as arrays: one parameter each, whatever the number of rows. */
const column = <T, V extends string | number | bigint | Date | null>(rows: readonly T[], of: (row: T) => V) =>
  arrayOf(rows.map(of));

function writeTrades(tx: Transaction, rows: KnownFacts['trades']) {
  return tx`
    insert into public.coin_trades
      (coin_address, block_number, block_hash, log_index, transaction_hash, trader, side, coin_amount, currency_amount, eth_amount, price, traded_at)
    select * from unnest(${column(rows, row => row.coinAddress)}::text[], ${column(rows, row => row.blockNumber)}::bigint[],
      ${column(rows, row => row.blockHash)}::text[], ${column(rows, row => row.logIndex)}::integer[], ${column(rows, row => row.transactionHash)}::text[],
      ${column(rows, row => row.trader)}::text[], ${column(rows, row => row.side)}::text[], ${column(rows, row => row.coinAmount)}::numeric[],
      ${column(rows, row => row.currencyAmount)}::numeric[], ${column(rows, row => row.ethAmount)}::numeric[], ${column(rows, row => row.price)}::numeric[],
      ${column(rows, row => new Date(row.tradedAt))}::timestamptz[])`;
}

function writePrices(tx: Transaction, rows: KnownFacts['prices']) {
  return tx`
    insert into public.coin_prices (coin_address, block_number, block_hash, log_index, price, currency_price, priced_at)
    select * from unnest(${column(rows, row => row.coinAddress)}::text[], ${column(rows, row => row.blockNumber)}::bigint[],
      ${column(rows, row => row.blockHash)}::text[], ${column(rows, row => row.logIndex)}::integer[], ${column(rows, row => row.price)}::numeric[],
      ${column(rows, row => row.currencyPrice)}::numeric[], ${column(rows, row => new Date(row.pricedAt))}::timestamptz[])`;
}

function writeTransfers(tx: Transaction, rows: KnownFacts['transfers']) {
  return tx`
    insert into public.coin_transfers
      (coin_address, block_number, block_hash, log_index, sender, recipient, amount, sender_balance, recipient_balance)
    select * from unnest(${column(rows, row => row.coinAddress)}::text[], ${column(rows, row => row.blockNumber)}::bigint[],
      ${column(rows, row => row.blockHash)}::text[], ${column(rows, row => row.logIndex)}::integer[], ${column(rows, row => row.sender)}::text[],
      ${column(rows, row => row.recipient)}::text[], ${column(rows, row => row.amount)}::numeric[], ${column(rows, row => row.senderBalance)}::numeric[],
      ${column(rows, row => row.recipientBalance)}::numeric[])`;
}

function writeRewards(tx: Transaction, rows: KnownFacts['rewards']) {
  return tx`
    insert into public.coin_rewards
      (coin_address, block_number, block_hash, log_index, currency, payout_recipient, platform_referrer, trade_referrer, creator_currency, creator_coin,
       creator_eth, platform_currency, platform_coin, trade_currency, trade_coin, rewarded_at)
    select * from unnest(${column(rows, row => row.coinAddress)}::text[], ${column(rows, row => row.blockNumber)}::bigint[],
      ${column(rows, row => row.blockHash)}::text[], ${column(rows, row => row.logIndex)}::integer[], ${column(rows, row => row.currency)}::text[],
      ${column(rows, row => row.payoutRecipient)}::text[], ${column(rows, row => row.platformReferrer)}::text[],
      ${column(rows, row => row.tradeReferrer)}::text[], ${column(rows, row => row.creatorCurrency)}::numeric[],
      ${column(rows, row => row.creatorCoin)}::numeric[], ${column(rows, row => row.creatorEth)}::numeric[],
      ${column(rows, row => row.platformCurrency)}::numeric[], ${column(rows, row => row.platformCoin)}::numeric[],
      ${column(rows, row => row.tradeCurrency)}::numeric[], ${column(rows, row => row.tradeCoin)}::numeric[],
      ${column(rows, row => new Date(row.rewardedAt))}::timestamptz[])`;
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

/** Remembers blocks, and forgets the oldest. */
export async function writeBlocks(tx: Transaction, blocks: readonly Block[]): Promise<void> {
  const all = [...new Map(blocks.map(block => [block.number, block])).values()].sort((a, b) => b.number - a.number);
  const newest = all[0]?.number ?? 0;
  const rows = all.filter(block => block.number >= newest - BLOCKS_KEPT);
  await tx`
    insert into private.chain_blocks (block_number, block_hash, block_at)
    select * from unnest(${column(rows, row => row.number)}::bigint[], ${column(rows, row => row.hash)}::text[], ${column(rows, row => new Date(row.at))}::timestamptz[])
    on conflict (block_number) do update set block_hash = excluded.block_hash, block_at = excluded.block_at`;
  await tx`delete from private.chain_blocks where block_number < ${newest - BLOCKS_KEPT}`;
}
