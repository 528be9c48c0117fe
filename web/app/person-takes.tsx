import { useQuery } from '@tanstack/react-query';
import { coinQuery } from '../features/markets/coin-queries.ts';
import { ethUsdQuery } from '../features/markets/eth-usd.ts';
import { worthCompact } from '../features/markets/money.ts';
import type { Performance } from '../features/performances/performance.ts';
import { personTakesQuery } from '../features/performances/person-takes-query.ts';
import { TakeGrid } from '../features/performances/take-grid.tsx';
import { ReadError } from '../lib/read-error.tsx';
import { Badge } from '../ui/badge/badge.tsx';
import { grouped } from '../ui/format/separators.ts';
import { Skeleton } from '../ui/skeleton/skeleton.tsx';
import { usePending } from '../ui/skeleton/use-pending.ts';
import { EmptyState } from '../ui/state/empty-state.tsx';
import { OutOfRange } from '../ui/state/out-of-range.tsx';

type PersonTakesProps = { userId: string; name: string; onOpen: (performanceId: string) => void };

/** A person's takes with how each stands: its points, or what its coin is worth. */
export function PersonTakes({ userId, name, onOpen }: PersonTakesProps) {
  const { data: takes, error, refetch, isFetching, isLoading, isPaused } = useQuery(personTakesQuery(userId));
  const waiting = usePending(isLoading);
  if (error && !takes) {
    return (
      <ReadError error={error} onRetry={() => void refetch()} retrying={isFetching}>
        We could not load these takes. Nothing is lost: try again in a moment.
      </ReadError>
    );
  }
  if (!takes) return isPaused ? <OutOfRange /> : waiting && <Skeleton height={240} shape="print" />;
  if (takes.length === 0) return <EmptyState lines={['Nothing', 'on yet']}>Takes that {name} casts appear here.</EmptyState>;
  return <TakeGrid takes={takes} renderState={take => <Standing take={take} />} onOpen={take => onOpen(take.id)} />;
}

function Standing({ take }: { take: Performance }) {
  const coin = useQuery({ ...coinQuery(take.id), enabled: take.ticker !== null }).data;
  const rate = useQuery({ ...ethUsdQuery, enabled: take.ticker !== null }).data ?? null;
  if (take.ticker === null) {
    const points = Math.floor(take.standing?.score ?? 0);
    return <Badge>{`${grouped(points)} ${points === 1 ? 'point' : 'points'}`}</Badge>;
  }
  const cap = coin?.marketCap ? `${worthCompact(coin.marketCap, rate).before} cap` : `$${take.ticker}`;
  return <Badge tone="limelight">{cap}</Badge>;
}
