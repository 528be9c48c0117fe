import type { ReactNode } from 'react';
import { type Asked, QueryState } from '../../lib/query-state.tsx';
import { Skeleton } from '../../ui/skeleton/skeleton.tsx';
import styles from './moderation.module.css';

type OperatorStateProps = { query: Asked; lines: readonly string[]; children: ReactNode };

/** What stands where there is no list. */
export function OperatorState(props: OperatorStateProps) {
  const waiting = (
    <div className={styles.list} aria-busy="true">
      <Skeleton height={120} shape="control" />
      <Skeleton height={120} shape="control" />
    </div>
  );
  return <QueryState {...props} notRead="We could not load this list. Try again in a moment." waiting={waiting} />;
}
