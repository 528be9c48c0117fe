import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod/mini';
import { row, supabase } from '../../lib/supabase.ts';

/** Whether the viewer asked to be told if a take becomes a coin. */
export function watchQuery(userId: string, performanceId: string) {
  return queryOptions({
    queryKey: ['notifications', 'watch', userId, performanceId],
    queryFn: async () => {
      const asked = supabase().from('launch_watches').select('performance_id').eq('performance_id', performanceId);
      return (await row(asked.maybeSingle(), z.object({ performance_id: z.string() }))) !== null;
    },
  });
}
