import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod/mini';
import { rows, supabase } from '../../../lib/supabase.ts';
import { timestamp } from '../../../lib/timestamp.ts';
import { type Address, address, amount, COIN_COLUMNS, coinRow } from '../coin.ts';
import type { PricePoint } from '../coin-queries.ts';
import { exitValues, type Held } from '../exit-values.ts';
import type { CoinOfTake } from './holdings.ts';
import { readBalances } from './read-balances.ts';

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

/** Balances of these coins over all of somebody's wallets, from the chain. A coin that is born meanwhile takes nothing off the screen. */
export function holdingsQuery(wallets: readonly Address[], coins: readonly Address[]) {
  return queryOptions({
    queryKey: ['markets', 'holdings', wallets, coins] as const,
    enabled: wallets.length > 0 && coins.length > 0,
    queryFn: async () => {
      const { chain } = await import('../../../lib/chain.ts');
      return readBalances(chain(), wallets, coins);
    },
    placeholderData: (known, before) => (before?.queryKey[2].join() === wallets.join() ? known : undefined),
    staleTime: 10_000,
  });
}

/** What selling each holding of these wallets now would pay, from the chain. */
export function exitsQuery(wallets: readonly Address[], holdings: readonly Held[]) {
  return queryOptions({
    queryKey: ['markets', 'exit', wallets, holdings.map(({ coin, balance }) => `${coin.address} ${balance}`)] as const,
    enabled: holdings.length > 0,
    queryFn: async () => {
      const { chain } = await import('../../../lib/chain.ts');
      return exitValues(chain(), holdings);
    },
    staleTime: 15_000,
    refetchInterval: 30_000,
    placeholderData: (known, before) => (before?.queryKey[2].join() === wallets.join() ? known : undefined),
    retry: false,
  });
}

const ownWallet = z.pipe(
  z.object({ address }),
  z.transform(found => found.address),
);

/** Every wallet that the viewer proved to be theirs. */
export function ownWalletsQuery(userId: string | null) {
  return queryOptions({
    queryKey: ['markets', 'own-wallets', userId],
    enabled: userId !== null,
    queryFn: () =>
      rows(
        supabase()
          .from('user_wallets')
          .select('address')
          .eq('user_id', userId ?? ''),
        ownWallet,
      ),
  });
}

const point = z.object({
  coin_address: z.string(),
  price: amount,
  priced_at: timestamp,
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

const lastPrice = z.pipe(
  z.object({ currency_price: z.nullable(amount) }),
  z.transform(found => found.currency_price),
);

/**
 * What the pools of these coins said last, in smallest units of the currency that each is paired with, for 10^18 coin wei. There
 * are few that it is asked for.
 */
export function currencyPricesQuery(coins: readonly Address[]) {
  return queryOptions({
    queryKey: ['markets', 'currency-prices', coins],
    enabled: coins.length > 0,
    queryFn: async () => {
      const found = await Promise.all(
        coins.map(async (coin): Promise<[Address, bigint | null]> => {
          const newest = supabase()
            .from('coin_prices')
            .select('currency_price::text')
            .eq('coin_address', coin)
            .order('block_number', { ascending: false })
            .order('log_index', { ascending: false })
            .limit(1);
          return [coin, (await rows(newest, lastPrice))[0] ?? null];
        }),
      );
      return new Map(found.flatMap(([coin, price]) => (price === null ? [] : [[coin, price] as const])));
    },
    staleTime: 15_000,
  });
}
