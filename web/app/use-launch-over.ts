import { useQuery } from '@tanstack/react-query';
import { useMetrics } from '../features/engagement/use-metrics.ts';
import { announcedQuery, launchOverQuery } from '../features/launches/launch-queries.ts';
import { coinQuery } from '../features/markets/coin-queries.ts';
import type { Performance } from '../features/performances/performance.ts';

/** Whether no coin comes of a take that crossed the line. Asked where there is none, and none is announced. */
export function useLaunchOver(take: Performance) {
  const coin = useQuery(coinQuery(take.id)).data;
  const announced = useQuery(announcedQuery(take.id)).data;
  const crossedAt = useMetrics(take.id, take.standing)?.crossedAt ?? null;
  return useQuery({ ...launchOverQuery(take.id), enabled: crossedAt !== null && coin === null && announced === null });
}
