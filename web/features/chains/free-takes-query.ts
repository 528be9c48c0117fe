import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod/mini';
import { rows, supabase } from '../../lib/supabase.ts';

const takeRow = z.pipe(
  z.object({ id: z.uuid(), number: z.number(), title: z.string(), duration_ms: z.nullable(z.number()) }),
  z.transform(({ duration_ms, ...take }) => ({ ...take, durationMs: duration_ms })),
);
export type FreeTake = z.infer<typeof takeRow>;

/** The viewer's takes that are in no chain yet, newest first. */
export function freeTakesQuery(userId: string | undefined, kind: 'dance' | 'song') {
  return queryOptions({
    queryKey: ['chains', 'free-takes', userId, kind],
    enabled: userId !== undefined,
    queryFn: ({ signal }) => {
      const own = supabase()
        .from('performances')
        .select('id, number, title, duration_ms, dance_moves!dance_moves_performance_id_fkey(id)')
        .eq('user_id', userId ?? '')
        .eq('status', 'live')
        .eq('kind', kind)
        .is('dance_moves', null)
        .order('number', { ascending: false })
        .limit(30);
      return rows(own.abortSignal(signal), takeRow);
    },
    // A take that was just cast is here a moment later.
    refetchInterval: 5_000,
  });
}
