import type { ReactNode } from 'react';
import { wordsOf } from '../../lib/errors.ts';
import { Centred } from '../../ui/layout/layout.tsx';
import { Skeleton } from '../../ui/skeleton/skeleton.tsx';
import { usePending } from '../../ui/skeleton/use-pending.ts';
import { EmptyState } from '../../ui/state/empty-state.tsx';
import { ErrorState } from '../../ui/state/error-state.tsx';
import styles from './moderation.module.css';

type Asked = { isPending: boolean; isError: boolean; error: Error | null; isFetching: boolean; refetch: () => unknown };
type OperatorStateProps = { query: Asked; lines: readonly string[]; children: ReactNode };

/** What stands where there is no list: on its way, not to be had, or empty. */
export function OperatorState({ query, lines, children }: OperatorStateProps) {
  const waiting = usePending(query.isPending);
  if (waiting)
    return (
      <div className={styles.list}>
        <Skeleton height={120} shape="control" />
        <Skeleton height={120} shape="control" />
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
        <EmptyState lines={lines}>{children}</EmptyState>
      )}
    </Centred>
  );
}
