import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod/mini';
import { rows, supabase } from '../../lib/supabase.ts';

const moves = z.array(z.object({ id: z.uuid() }));
const takeRow = z.pipe(
  z.object({
    id: z.uuid(),
    number: z.number(),
    title: z.string(),
    duration_ms: z.nullable(z.number()),
    dance_moves: z.nullable(z.union([moves, z.object({ id: z.uuid() })])),
  }),
  z.transform(({ duration_ms, dance_moves, ...take }) => ({
    ...take,
    durationMs: duration_ms,
    inChain: Array.isArray(dance_moves) ? dance_moves.length > 0 : dance_moves !== null,
  })),
);
export type FreeTake = Omit<z.infer<typeof takeRow>, 'inChain'>;

/** The viewer's takes that are in no chain yet, newest first. */
export function freeTakesQuery(userId: string | undefined, kind: 'dance' | 'song') {
  return queryOptions({
    queryKey: ['chains', 'free-takes', userId, kind],
    enabled: userId !== undefined,
    queryFn: async ({ signal }): Promise<FreeTake[]> => {
      const own = supabase()
        .from('performances')
        .select('id, number, title, duration_ms, dance_moves!dance_moves_performance_id_fkey(id)')
        .eq('user_id', userId ?? '')
        .eq('status', 'live')
        .eq('kind', kind)
        .order('number', { ascending: false })
        .limit(30);
      return (await rows(own.abortSignal(signal), takeRow)).filter(({ inChain }) => !inChain);
    },
    // A take that was just cast is here a moment later.
    refetchInterval: 5_000,
  });
}
