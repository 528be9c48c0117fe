import type { ReactNode } from 'react';
import { Centred } from '../ui/layout/layout.tsx';
import { usePending } from '../ui/skeleton/use-pending.ts';
import { EmptyState } from '../ui/state/empty-state.tsx';
import { NotReady } from './not-ready.tsx';

/** What a query tells of itself. */
export type Asked = {
  isPending: boolean;
  /** It waits for the network to come back. */
  isPaused: boolean;
  error: Error | null;
  isFetching: boolean;
  refetch: () => unknown;
};

type QueryStateProps = {
  query: Asked;
  /** Shown while it takes long enough to be noticed. */
  waiting: ReactNode;
  /** The sentence of what could not be read. */
  notRead: string;
  /** Of the poster, when there is nothing. */
  lines: readonly string[];
  action?: ReactNode;
  children: ReactNode;
};

/** What stands where nothing can be shown: on its way, without a connection, not to be had, or empty. */
export function QueryState({ query, waiting, notRead, lines, action, children }: QueryStateProps) {
  const shown = usePending(query.isPending);
  const paused = query.isPending && query.isPaused;
  if (shown && !paused) return waiting;
  if (query.isPending && !paused) return null;
  const empty = (
    <Centred>
      <EmptyState lines={lines} action={action}>
        {children}
      </EmptyState>
    </Centred>
  );
  const fault = { error: query.error, onRetry: () => void query.refetch(), retrying: query.isFetching };
  return <NotReady {...fault} paused={paused} notRead={notRead} otherwise={empty} />;
}
