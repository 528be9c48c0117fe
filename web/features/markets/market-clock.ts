import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod/mini';
import { rows, supabase } from '../../lib/supabase.ts';
import { timestamp } from '../../lib/timestamp.ts';

/** Up to which block prices are, and when the chain was last looked at for them (unix ms). */
export type MarketClock = { block: number; seenAt: number };

const clockRow = z.pipe(
  z.object({ block_number: z.number(), seen_at: z.union([timestamp, z.literal('-infinity')]) }),
  z.transform((row): MarketClock => ({ block: row.block_number, seenAt: typeof row.seen_at === 'number' ? row.seen_at : 0 })),
);

/** Prices are read from the chain every moment; when nobody has looked for so long, they are as old as the last look. */
const STALE_MS = 20_000;

export const marketClockQuery = queryOptions({
  queryKey: ['markets', 'clock'],
  queryFn: async () => (await rows(supabase().rpc('market_clock'), clockRow))[0] ?? null,
  refetchInterval: 10_000,
});

/** Whether nobody has read the chain for a while; false while that is not known. */
export function isBehind(clock: MarketClock | null | undefined, now: number): clock is MarketClock {
  return clock !== null && clock !== undefined && now - clock.seenAt > STALE_MS;
}
