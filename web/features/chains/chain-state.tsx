import type { ReactNode } from 'react';
import { wordsOf } from '../../lib/errors.ts';
import { Centred } from '../../ui/layout/layout.tsx';
import { Skeleton } from '../../ui/skeleton/skeleton.tsx';
import { usePending } from '../../ui/skeleton/use-pending.ts';
import { EmptyState } from '../../ui/state/empty-state.tsx';
import { ErrorState } from '../../ui/state/error-state.tsx';
import styles from './chains.module.css';

type Asked = { isPending: boolean; isError: boolean; error: Error | null; isFetching: boolean; refetch: () => unknown };
type ChainStateProps = { query: Asked; lines: readonly string[]; action?: ReactNode; children: ReactNode };

/** What stands where nothing can be shown: on its way, not to be had, or empty. */
export function ChainState({ query, lines, action, children }: ChainStateProps) {
  const waiting = usePending(query.isPending);
  if (waiting)
    return (
      <div className={styles.head} aria-busy="true">
        <Skeleton height={110} shape="print" />
        <Skeleton height={150} shape="print" />
        <Skeleton height={60} shape="control" />
      </div>
    );
  if (query.isPending) return null;
  return (
    <Centred>
      {query.isError ? (
        <ErrorState onRetry={() => void query.refetch()} retrying={query.isFetching}>
          {wordsOf(query.error).body}
        </ErrorState>
      ) : (
        <EmptyState lines={lines} action={action}>
          {children}
        </EmptyState>
      )}
    </Centred>
  );
}
