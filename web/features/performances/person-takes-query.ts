import { queryOptions } from '@tanstack/react-query';
import { rows, supabase } from '../../lib/supabase.ts';
import { PERFORMANCE_COLUMNS, performanceRow } from './performance.ts';

const MOST = 60;

/** The takes of a person that everybody may see, newest first. */
export function personTakesQuery(userId: string) {
  return queryOptions({
    queryKey: ['performances', 'of-person', userId],
    queryFn: () =>
      rows(
        supabase()
          .from('performances')
          .select(PERFORMANCE_COLUMNS)
          .eq('user_id', userId)
          .eq('status', 'live')
          .order('number', { ascending: false })
          .limit(MOST),
        performanceRow,
      ),
  });
}
