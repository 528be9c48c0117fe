import { type Candle, candlesOf } from '../../../../shared/markets/candles.ts';
import type { CoinPrice, CoinTrade, CoinTransfer } from '../../../../shared/markets/coin-logs.ts';
import type { Transaction } from '../adapters/database.ts';
import { arrayOf } from '../adapters/database-array.ts';

type Holding = Pick<CoinTransfer, 'coinAddress' | 'blockNumber' | 'logIndex'> & { holder: string; balance: bigint };

/** What each side of the transfers holds after the last of them. Transfers come in the order of the chain, so the newest says it. */
export async function writeHolders(tx: Transaction, transfers: readonly CoinTransfer[]): Promise<void> {
  if (transfers.length === 0) return;
  const latest = new Map<string, Holding>();
  for (const { coinAddress, blockNumber, logIndex, sender, recipient, senderBalance, recipientBalance } of transfers) {
    const at = { coinAddress, blockNumber, logIndex };
    latest.set(`${coinAddress} ${sender}`, { ...at, holder: sender, balance: senderBalance });
    latest.set(`${coinAddress} ${recipient}`, { ...at, holder: recipient, balance: recipientBalance });
  }
  const rows = [...latest.values()];
  await tx`
    insert into public.coin_holders (coin_address, holder, balance, block_number, log_index)
    select * from unnest(${arrayOf(rows.map(row => row.coinAddress))}::text[], ${arrayOf(rows.map(row => row.holder))}::text[],
      ${arrayOf(rows.map(row => row.balance))}::numeric[], ${arrayOf(rows.map(row => row.blockNumber))}::bigint[],
      ${arrayOf(rows.map(row => row.logIndex))}::integer[])
    on conflict (coin_address, holder) do update set
      balance = excluded.balance, block_number = excluded.block_number, log_index = excluded.log_index`;
}

/** Candles of one stretch of the chain, merged into those that are there: later stretches come later. */
export async function writeCandles(tx: Transaction, prices: readonly CoinPrice[], trades: readonly CoinTrade[]): Promise<void> {
  const rows: Candle[] = candlesOf(prices, trades);
  if (rows.length === 0) return;
  await tx`
    insert into public.coin_candles as c (coin_address, seconds, opened_at, open, high, low, close, volume, trades)
    select * from unnest(${arrayOf(rows.map(row => row.coinAddress))}::text[], ${arrayOf(rows.map(row => row.seconds))}::integer[],
      ${arrayOf(rows.map(row => new Date(row.openedAt)))}::timestamptz[], ${arrayOf(rows.map(row => row.open))}::numeric[],
      ${arrayOf(rows.map(row => row.high))}::numeric[], ${arrayOf(rows.map(row => row.low))}::numeric[], ${arrayOf(rows.map(row => row.close))}::numeric[],
      ${arrayOf(rows.map(row => row.volume))}::numeric[], ${arrayOf(rows.map(row => row.trades))}::integer[])
    on conflict (coin_address, seconds, opened_at) do update set
      high = greatest(c.high, excluded.high), low = least(c.low, excluded.low), close = excluded.close,
      volume = c.volume + excluded.volume, trades = c.trades + excluded.trades`;
}
