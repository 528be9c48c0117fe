import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod/mini';
import { row, rows, supabase } from '../../lib/supabase.ts';
import { COIN_COLUMNS, coinRow } from './coin.ts';

const MOST = 60;
const takeOf = z.pipe(
  z.object({ performances: z.object({ title: z.string(), poster_url: z.nullable(z.string()), ink: z.string() }) }),
  z.transform(found => found.performances),
);

/** The coins of a person's takes, newest first. */
export function personCoinsQuery(userId: string) {
  return queryOptions({
    queryKey: ['markets', 'of-person', userId],
    queryFn: async () => {
      const query = supabase()
        .from('performance_coins')
        .select(`${COIN_COLUMNS}, performances!inner(title, poster_url, ink)`)
        .eq('performances.user_id', userId)
        .order('created_block', { ascending: false })
        .limit(MOST);
      return (await rows(query, z.unknown())).map(found => {
        const take = takeOf.parse(found);
        return { coin: coinRow.parse(found), title: take.title, posterUrl: take.poster_url, ink: take.ink };
      });
    },
  });
}

const place = z.object({ performance_id: z.uuid() });

/** The take that a coin belongs to, by the coin's address; null when there is no such coin of ours. */
export function takeOfCoinQuery(address: string) {
  return queryOptions({
    queryKey: ['markets', 'take-of', address.toLowerCase()],
    queryFn: async () => {
      const found = supabase()
        .from('performance_coins')
        .select('performance_id')
        .eq('coin_address', address.toLowerCase())
        .maybeSingle();
      return (await row(found, place))?.performance_id ?? null;
    },
  });
}
