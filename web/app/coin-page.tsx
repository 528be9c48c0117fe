import { useQuery } from '@tanstack/react-query';
import { Navigate, useParams } from 'react-router';
import { takeOfCoinQuery } from '../features/markets/person-coins-query.ts';
import { PerformanceSkeleton } from '../features/performances/performance-skeleton.tsx';
import { NotReady } from '../lib/not-ready.tsx';
import { BarToCome } from '../ui/action-bar/bar-to-come.tsx';
import { Page, TopBar } from '../ui/layout/layout.tsx';
import { usePending } from '../ui/skeleton/use-pending.ts';
import { LostPage } from './empty-pages.tsx';
import { useBack } from './use-back.ts';

/** A coin by its address: its page is the page of its take. */
export function CoinPage() {
  const { address = '' } = useParams();
  const { data: take, error, refetch, isFetching, isLoading, isPaused } = useQuery(takeOfCoinQuery(address));
  const waiting = usePending(isLoading);
  const back = useBack();
  if (take) return <Navigate to={`/p/${take}`} replace />;
  if (take === null) return <LostPage />;
  return (
    <Page>
      <TopBar unseen="Coin" onBack={back} />
      {(isLoading || waiting) && <BarToCome />}
      <NotReady
        error={error}
        onRetry={() => void refetch()}
        retrying={isFetching}
        paused={isPaused}
        notRead="We could not load this coin. Your coins and ETH are not affected."
        otherwise={waiting && <PerformanceSkeleton />}
      />
    </Page>
  );
}
