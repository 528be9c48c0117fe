import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod/mini';
import { rows, supabase } from '../../../lib/supabase.ts';
import { type Address, amount, COIN_COLUMNS, coinRow, time } from '../coin.ts';
import type { PricePoint } from '../coin-queries.ts';
import type { CoinOfTake } from './holdings.ts';

const coinOfTake = z.pipe(
  z.object({ performances: z.object({ title: z.string(), poster_url: z.nullable(z.string()), ink: z.string() }) }),
  z.transform(row => row.performances),
);
const MOST_COINS = 1000;

/** Every coin with its take: what a wallet's balances are read for. */
export const allCoinsQuery = queryOptions({
  queryKey: ['markets', 'all-coins'],
  queryFn: async (): Promise<CoinOfTake[]> => {
    const query = supabase()
      .from('performance_coins')
      .select(`${COIN_COLUMNS}, performances(title, poster_url, ink)`)
      .order('created_block', { ascending: false })
      .limit(MOST_COINS);
    const found = await rows(query, z.unknown());
    return found.map(row => {
      const take = coinOfTake.parse(row);
      return { coin: coinRow.parse(row), title: take.title, posterUrl: take.poster_url, ink: take.ink };
    });
  },
});

/** A wallet's balances of these coins from the chain, in one round trip by Multicall3. A coin that fails to answer counts as not held. */
export function holdingsQuery(wallet: Address | null, coins: readonly Address[]) {
  return queryOptions({
    queryKey: ['markets', 'holdings', wallet, coins],
    enabled: wallet !== null && coins.length > 0,
    queryFn: async () => {
      const { chain, erc20Abi } = await import('../../../lib/chain.ts');
      const answers = await chain().multicall({
        contracts: coins.map(address => ({
          abi: erc20Abi,
          address,
          functionName: 'balanceOf' as const,
          args: [wallet ?? '0x'] as const,
        })),
        allowFailure: true,
        batchSize: 0,
      });
      return new Map(answers.map((answer, i) => [coins[i] ?? '0x', answer.status === 'success' ? answer.result : 0n]));
    },
    staleTime: 10_000,
  });
}

const point = z.object({
  coin_address: z.string(),
  price: amount,
  priced_at: time,
  block_number: z.number(),
  log_index: z.number(),
});
const MOST_POINTS = 1000;

/** The course of several coins in the past week, oldest first, by address. */
export function sparksQuery(coins: readonly Address[], now: number) {
  return queryOptions({
    queryKey: ['markets', 'sparks', coins],
    enabled: coins.length > 0,
    queryFn: async () => {
      const query = supabase()
        .from('coin_prices')
        .select('coin_address, price::text, priced_at, block_number, log_index')
        .in('coin_address', [...coins])
        .gte('priced_at', new Date(now - 7 * 86_400_000).toISOString())
        .order('block_number', { ascending: false })
        .order('log_index', { ascending: false })
        .limit(MOST_POINTS);
      const course = new Map<string, PricePoint[]>();
      for (const each of (await rows(query, point)).reverse()) {
        const list = course.get(each.coin_address) ?? [];
        list.push({ price: each.price, at: each.priced_at, block: each.block_number, logIndex: each.log_index });
        course.set(each.coin_address, list);
      }
      return course;
    },
  });
}
