import { useQuery } from '@tanstack/react-query';
import { stageOf } from '../features/engagement/climb.ts';
import { useMetrics } from '../features/engagement/use-metrics.ts';
import { announcedQuery } from '../features/launches/launch-queries.ts';
import { coinQuery } from '../features/markets/coin-queries.ts';
import { TradeBar } from '../features/markets/trade-bar.tsx';
import { LaunchBar } from '../features/notifications/launch-bar.tsx';
import type { Performance } from '../features/performances/performance.ts';
import { useNow } from '../lib/clock.ts';
import { useSession } from '../lib/session.ts';
import { BarToCome } from '../ui/action-bar/bar-to-come.tsx';
import { openCast } from './cast-actions.ts';
import { useLaunchOver } from './use-launch-over.ts';
import { useTakeWithPeaks } from './use-take-with-peaks.ts';

const SLOT_MS = 15_000;

/**
 * The foot of a take's page: its coin's price and trade, or being told if it becomes one. Nothing for its author before there is a coin, while one is
 * announced, and once none can come: its time to cross is over, or its creator wanted none.
 */
export function TakeBar({ take }: { take: Performance }) {
  const withPeaks = useTakeWithPeaks(take);
  const { data: coin, isLoading: isReadingCoin } = useQuery(coinQuery(take.id));
  const { data: announced, isLoading: isReadingAnnounced } = useQuery(announcedQuery(take.id));
  const { data: over, isLoading: isReadingOver } = useLaunchOver(take);
  const stage = stageOf(useMetrics(take.id, take.standing), useNow(SLOT_MS));
  const isOwn = useSession()?.user.id === take.person.id;
  if (coin || take.ticker !== null) return <TradeBar take={withPeaks} expected={take.ticker !== null} />;
  // Before it crossed there is no coin to wait for: the bar stands from the first moment.
  const isKnown = stage !== 'crossed' || (coin === null && announced === null && over === false);
  if (!isKnown && (isReadingCoin || isReadingAnnounced || isReadingOver)) return <BarToCome />;
  if (!isKnown || announced || stage === 'closed' || isOwn) return null;
  const recast = openCast(take);
  return <LaunchBar performanceId={take.id} onRecast={recast && (() => recast('recast'))} />;
}
