import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod/mini';
import { serverNow } from '../../lib/clock.ts';
import { rows, supabase } from '../../lib/supabase.ts';
import { timestamp } from '../../lib/timestamp.ts';
import { type Address, amount } from './coin.ts';
import { RANGE_MS, type Range } from './coin-queries.ts';

/** Prices in ETH wei for 10^18 coin wei, `at` unix ms of its beginning. */
export type Candle = { at: number; open: bigint; high: bigint; low: bigint; close: bigint; trades: number };

/** As long as fits so many on a wide screen: minutes for an hour, days for all. */
const SECONDS: Record<Range, number> = { '1H': 60, '24H': 3_600, '7D': 3_600, All: 86_400 };
const MOST = 180;

const candle = z.pipe(
  z.object({ opened_at: timestamp, open: amount, high: amount, low: amount, close: amount, trades: z.number() }),
  z.transform(({ opened_at, ...rest }): Candle => ({ at: opened_at, ...rest })),
);

/** A coin's candles within a range, oldest first; the newest 180. A coin younger than two days has minutes for "All". */
export function candlesQuery(coin: Address, range: Range, launchedAt: number) {
  return queryOptions({
    queryKey: ['markets', 'candles', coin, range],
    queryFn: async () => {
      const span = RANGE_MS[range];
      const young = serverNow() - launchedAt < 2 * 86_400_000;
      const seconds = young ? (serverNow() - launchedAt < 3 * 3_600_000 ? 60 : 300) : SECONDS[range];
      let query = supabase()
        .from('coin_candles')
        .select('opened_at, open::text, high::text, low::text, close::text, trades')
        .eq('coin_address', coin)
        .eq('seconds', seconds);
      if (span !== null) query = query.gte('opened_at', new Date(serverNow() - span).toISOString());
      return (await rows(query.order('opened_at', { ascending: false }).limit(MOST), candle)).reverse();
    },
    refetchInterval: 20_000,
  });
}
