import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Metrics } from '../../lib/metrics.ts';
import { metricsQuery } from './engagement-queries.ts';

/** The counters of a take as the cache knows them, beginning with those that came with the take. Reads nothing itself: `useLiveMetrics` does. */
export function useMetrics(performanceId: string, initial: Metrics | null): Metrics | null {
  const cache = useQueryClient();
  const query = metricsQuery(performanceId);
  const { data } = useQuery({ ...query, enabled: false });
  useEffect(() => {
    if (initial) cache.setQueryData(metricsQuery(performanceId).queryKey, initial);
  }, [cache, performanceId, initial]);
  return data ?? initial;
}
