import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { type Metrics, metricsRow, newest } from '../../lib/metrics.ts';
import { useBroadcast } from '../../lib/realtime.ts';
import { climbQuery, metricsQuery, receiptQuery, recentQuery } from './engagement-queries.ts';

/** Lists that follow the counters are read again at most this often, in ms. */
const LISTS_EVERY = 4_000;

/**
 * Keeps the counters of a take current while `live`: only what is on screen listens. Ticks go into the cache by their version; what was
 * missed while the connection was away is read again when it is back.
 */
export function useLiveMetrics(performanceId: string, live: boolean): void {
  const cache = useQueryClient();
  const query = metricsQuery(performanceId);
  useQuery({ ...query, enabled: live });
  const heard = useRef<Metrics | undefined>(undefined);
  const frame = useRef(0);
  const lists = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  const readLists = (wait: number) => {
    lists.current ??= setTimeout(() => {
      lists.current = undefined;
      for (const { queryKey } of [climbQuery(performanceId), recentQuery(performanceId), receiptQuery(performanceId)]) {
        void cache.invalidateQueries({ queryKey, refetchType: 'active' });
      }
    }, wait);
  };
  const draw = () => {
    frame.current = 0;
    if (heard.current) cache.setQueryData(query.queryKey, heard.current);
  };
  useBroadcast(
    live ? `performance:${performanceId}` : null,
    {
      metrics(payload) {
        const tick = metricsRow.safeParse(payload);
        if (!tick.success) return;
        heard.current = newest(heard.current, tick.data);
        // Hundreds of ticks a second are one change a frame.
        frame.current ||= requestAnimationFrame(draw);
        readLists(LISTS_EVERY);
      },
    },
    {
      onJoin() {
        void cache.invalidateQueries({ queryKey: query.queryKey });
        readLists(0);
      },
    },
  );
  useEffect(
    () => () => {
      cancelAnimationFrame(frame.current);
      clearTimeout(lists.current);
      frame.current = 0;
      lists.current = undefined;
    },
    [],
  );
}
