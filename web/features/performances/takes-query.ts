import { queryOptions } from '@tanstack/react-query';
import { rows, supabase } from '../../lib/supabase.ts';
import { PERFORMANCE_COLUMNS, type Performance, performanceRow } from './performance.ts';

/** These takes, in this order; those that are hidden are left out. */
export function takesQuery(ids: readonly string[]) {
  return queryOptions({
    queryKey: ['performances', 'these', ids],
    enabled: ids.length > 0,
    queryFn: async ({ signal }): Promise<Performance[]> => {
      const these = supabase()
        .from('performances')
        .select(PERFORMANCE_COLUMNS)
        .in('id', [...ids])
        .eq('status', 'live');
      const found = await rows(these.abortSignal(signal), performanceRow);
      return found.sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
    },
  });
}
