import { queryOptions } from '@tanstack/react-query';
import { row, supabase } from '../../lib/supabase.ts';
import { PERFORMANCE_COLUMNS, performanceRow } from './performance.ts';

/** One take, or null when there is none of this id or it is hidden. */
export function performanceQuery(id: string) {
  return queryOptions({
    queryKey: ['performances', 'one', id],
    queryFn: ({ signal }) =>
      row(
        supabase().from('performances').select(PERFORMANCE_COLUMNS).eq('id', id).abortSignal(signal).maybeSingle(),
        performanceRow,
      ),
  });
}
