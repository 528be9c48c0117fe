import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { haptic } from '../../lib/host-actions.ts';
import { requireSession, useSession } from '../../lib/session.ts';
import { supabase, written, writtenOnce } from '../../lib/supabase.ts';
import { watchQuery } from './watch-query.ts';

/**
 * Asks to be told if a take becomes a coin, or takes that back; shown at once, and as before when it fails. Somebody who is not signed in
 * signs in first.
 */
export function useWatch(performanceId: string) {
  const cache = useQueryClient();
  const userId = useSession()?.user.id ?? '';
  const { data: watches = false } = useQuery({ ...watchQuery(userId, performanceId), enabled: userId !== '' });
  const change = useMutation({
    mutationFn: async (watch: boolean) => {
      const { user } = await requireSession();
      const { queryKey } = watchQuery(user.id, performanceId);
      await cache.cancelQueries({ queryKey });
      cache.setQueryData(queryKey, watch);
      const rows = supabase().from('launch_watches');
      try {
        await (watch
          ? writtenOnce(rows.insert({ performance_id: performanceId }))
          : written(rows.delete().eq('performance_id', performanceId)));
      } catch (error) {
        cache.setQueryData(queryKey, !watch);
        throw error;
      }
      haptic('light');
    },
  });
  return { watches, change };
}
