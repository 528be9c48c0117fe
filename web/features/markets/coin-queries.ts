import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod/mini';
import { serverNow } from '../../lib/clock.ts';
import { allRows, row, rows, supabase } from '../../lib/supabase.ts';
import { timestamp } from '../../lib/timestamp.ts';
import { type Address, amount, COIN_COLUMNS, coinRow } from './coin.ts';

/** The coin of a performance, or null while it has none. */
export function coinQuery(performanceId: string) {
  return queryOptions({
    queryKey: ['markets', 'coin', performanceId],
    queryFn: () =>
      row(supabase().from('performance_coins').select(COIN_COLUMNS).eq('performance_id', performanceId).maybeSingle(), coinRow),
  });
}

export type Range = '1H' | '24H' | '7D' | 'All';
const HOUR_MS = 3_600_000;
export const RANGE_MS: Record<Range, number | null> = { '1H': HOUR_MS, '24H': 24 * HOUR_MS, '7D': 7 * 24 * HOUR_MS, All: null };

/** A price that was paid: `price` in currency wei for 10^18 coin wei, `at` unix ms. */
export type PricePoint = { price: bigint; at: number; block: number; logIndex: number };

const pricePoint = z.pipe(
  z.object({ price: amount, priced_at: timestamp, block_number: z.number(), log_index: z.number() }),
  z.transform(
    (point): PricePoint => ({ price: point.price, at: point.priced_at, block: point.block_number, logIndex: point.log_index }),
  ),
);
/** Prices that are read at once. */
export const MOST_POINTS = 1000;

/** A coin's prices within a range, oldest first; the newest 1,000 where there are more. */
export function pricesQuery(coin: Address, range: Range) {
  return queryOptions({
    queryKey: ['markets', 'prices', coin, range],
    queryFn: async () => {
      const span = RANGE_MS[range];
      let query = supabase()
        .from('coin_prices')
        .select('price::text, priced_at, block_number, log_index')
        .eq('coin_address', coin);
      if (span !== null) query = query.gte('priced_at', new Date(serverNow() - span).toISOString());
      const newest = query
        .order('block_number', { ascending: false })
        .order('log_index', { ascending: false })
        .limit(MOST_POINTS);
      return (await rows(newest, pricePoint)).reverse();
    },
  });
}

/**
 * One of somebody's own trades. `currencyAmount` in smallest units of what the coin is paired with, `ethAmount` what it was worth
 * in ETH wei at that moment, null where that is not known; `at` unix ms.
 */
export type OwnTrade = {
  coin: Address;
  side: 'buy' | 'sell';
  coinAmount: bigint;
  currencyAmount: bigint;
  ethAmount: bigint | null;
  at: number;
  hash: string;
  block: number;
  logIndex: number;
};

const ownTrade = z.pipe(
  z.object({
    coin_address: z.string(),
    side: z.enum(['buy', 'sell']),
    coin_amount: amount,
    currency_amount: amount,
    eth_amount: z.nullable(amount),
    traded_at: timestamp,
    transaction_hash: z.string(),
    block_number: z.number(),
    log_index: z.number(),
  }),
  z.transform(
    (trade): OwnTrade => ({
      coin: trade.coin_address as Address,
      side: trade.side,
      coinAmount: trade.coin_amount,
      currencyAmount: trade.currency_amount,
      ethAmount: trade.eth_amount,
      at: trade.traded_at,
      hash: trade.transaction_hash,
      block: trade.block_number,
      logIndex: trade.log_index,
    }),
  ),
);

/** More than anybody trades here by hand. */
const MOST_TRADES = 20_000;

/** Everything that these wallets traded, oldest first: what things cost is known from the first trade on. */
export function ownTradesQuery(wallets: readonly Address[]) {
  return queryOptions({
    queryKey: ['markets', 'own-trades', ...wallets],
    enabled: wallets.length > 0,
    queryFn: () => {
      const page = (from: number, to: number) =>
        supabase()
          .from('coin_trades')
          .select(
            'coin_address, side, coin_amount::text, currency_amount::text, eth_amount::text, traded_at, transaction_hash, block_number, log_index',
          )
          .in('trader', [...wallets])
          .order('block_number')
          .order('log_index')
          .range(from, to);
      return allRows(page, ownTrade, MOST_TRADES);
    },
  });
}
