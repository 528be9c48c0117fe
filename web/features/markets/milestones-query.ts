import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod/mini';
import { rows, supabase } from '../../lib/supabase.ts';
import { timestamp } from '../../lib/timestamp.ts';

const MOST = 3;

/** A coin of the viewer's: how many hold it, and the milestones that no reorg takes back, the highest first. Times are unix ms. */
export type CoinMilestones = {
  performanceId: string;
  symbol: string;
  holders: number;
  reached: { holders: number; at: number }[];
};

const milestonesRow = z.pipe(
  z.object({
    performance_id: z.uuid(),
    symbol: z.string(),
    holders_count: z.number(),
    performances: z.object({ notices: z.array(z.object({ holders: z.number(), created_at: timestamp })) }),
  }),
  z.transform(
    (row): CoinMilestones => ({
      performanceId: row.performance_id,
      symbol: row.symbol,
      holders: row.holders_count,
      reached: row.performances.notices
        .map(({ holders, created_at: at }) => ({ holders, at }))
        .sort((a, b) => b.holders - a.holders),
    }),
  ),
);

/** The milestones of the viewer's coins: of those that most people hold. What was reached is what their creator was told. */
export function milestonesQuery(userId: string) {
  return queryOptions({
    queryKey: ['markets', 'milestones', userId],
    queryFn: () =>
      rows(
        supabase()
          .from('performance_coins')
          .select(
            'performance_id, symbol, holders_count, performances!inner(notices!notices_performance_id_fkey(holders, created_at))',
          )
          .eq('performances.user_id', userId)
          .eq('performances.notices.kind', 'holders')
          .order('holders_count', { ascending: false })
          .order('created_block', { ascending: false })
          .limit(MOST),
        milestonesRow,
      ),
  });
}
