import type { Block, KnownFacts } from '../../../../shared/markets/sync-ports.ts';
import type { Transaction } from '../adapters/database.ts';

/** Blocks that are kept to find forks; older ones are final. */
const BLOCKS_KEPT = 4_096;

/** Writes facts of the chain, a statement a table. What is there already stays: the chain says the same thing twice. */
export async function writeFacts(tx: Transaction, { trades, prices, transfers, initial }: KnownFacts): Promise<void> {
  if (trades.length > 0)
    await tx`
    insert into public.coin_trades
      (coin_address, block_number, block_hash, log_index, transaction_hash, trader, side, coin_amount, currency_amount, price, traded_at)
    select "coinAddress", "blockNumber", "blockHash", "logIndex", "transactionHash", trader, side, "coinAmount", "currencyAmount", price, "at"
    from jsonb_to_recordset(${JSON.stringify(trades.map(trade => ({ ...plain(trade), at: iso(trade.tradedAt) })))}::jsonb) as r(
      "coinAddress" text, "blockNumber" bigint, "blockHash" text, "logIndex" integer, "transactionHash" text, trader text, side text,
      "coinAmount" numeric, "currencyAmount" numeric, price numeric, "at" timestamptz)
    on conflict do nothing`;
  if (prices.length > 0)
    await tx`
    insert into public.coin_prices (coin_address, block_number, block_hash, log_index, price, priced_at)
    select "coinAddress", "blockNumber", "blockHash", "logIndex", price, "at"
    from jsonb_to_recordset(${JSON.stringify(prices.map(price => ({ ...plain(price), at: iso(price.pricedAt) })))}::jsonb) as r(
      "coinAddress" text, "blockNumber" bigint, "blockHash" text, "logIndex" integer, price numeric, "at" timestamptz)
    on conflict do nothing`;
  if (transfers.length > 0)
    await tx`
    insert into public.coin_transfers
      (coin_address, block_number, block_hash, log_index, sender, recipient, amount, sender_balance, recipient_balance)
    select "coinAddress", "blockNumber", "blockHash", "logIndex", sender, recipient, amount, "senderBalance", "recipientBalance"
    from jsonb_to_recordset(${JSON.stringify(transfers.map(plain))}::jsonb) as r(
      "coinAddress" text, "blockNumber" bigint, "blockHash" text, "logIndex" integer, sender text, recipient text,
      amount numeric, "senderBalance" numeric, "recipientBalance" numeric)
    on conflict do nothing`;
  if (initial.length > 0)
    await tx`
    update public.performance_coins c set initial_price = r.price
    from jsonb_to_recordset(${JSON.stringify(initial.map(plain))}::jsonb) as r("coinAddress" text, price numeric)
    where c.coin_address = r."coinAddress" and c.initial_price is distinct from r.price`;
}

/** Remembers blocks, and forgets the oldest. */
export async function writeBlocks(tx: Transaction, blocks: readonly Block[]): Promise<void> {
  const rows = [...new Map(blocks.map(block => [block.number, block])).values()];
  await tx`
    insert into private.chain_blocks (block_number, block_hash, parent_hash, block_at)
    select "number", "hash", "parentHash", "time"
    from jsonb_to_recordset(${JSON.stringify(rows.map(({ at, ...block }) => ({ ...block, time: iso(at) })))}::jsonb) as r(
      "number" bigint, "hash" text, "parentHash" text, "time" timestamptz)
    on conflict (block_number) do update set
      block_hash = excluded.block_hash, parent_hash = excluded.parent_hash, block_at = excluded.block_at`;
  const newest = Math.max(...rows.map(block => block.number));
  await tx`delete from private.chain_blocks where block_number < ${newest - BLOCKS_KEPT}`;
}

/** A fact as JSON: amounts as decimal strings, which SQL reads exactly. */
function plain(fact: object): Record<string, string | number> {
  return Object.fromEntries(Object.entries(fact).map(([key, value]) => [key, typeof value === 'bigint' ? String(value) : value]));
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
