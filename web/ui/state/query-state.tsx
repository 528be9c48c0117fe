import type { ReactNode } from 'react';
import { Centred } from '../layout/layout.tsx';
import { usePending } from '../skeleton/use-pending.ts';
import { EmptyState } from './empty-state.tsx';
import { ErrorState } from './error-state.tsx';
import { OutOfRange } from './out-of-range.tsx';

/** What a query tells of itself. */
export type Asked = {
  isPending: boolean;
  /** It waits for the network to come back. */
  isPaused: boolean;
  isError: boolean;
  error: Error | null;
  isFetching: boolean;
  refetch: () => unknown;
};

type QueryStateProps = {
  query: Asked;
  /** Shown while it takes long enough to be noticed. */
  waiting: ReactNode;
  /** What to say of an error. */
  wordsOf: (error: unknown) => { body: string };
  /** Of the poster, when there is nothing. */
  lines: readonly string[];
  action?: ReactNode;
  children: ReactNode;
};

/** What stands where nothing can be shown: on its way, without a connection, not to be had, or empty. */
export function QueryState({ query, waiting, wordsOf, lines, action, children }: QueryStateProps) {
  const shown = usePending(query.isPending);
  const paused = query.isPending && query.isPaused;
  if (shown && !paused) return waiting;
  if (query.isPending && !paused) return null;
  return (
    <Centred>
      {paused ? (
        <OutOfRange />
      ) : query.isError ? (
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
