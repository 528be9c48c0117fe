import type { ReactNode } from 'react';
import { wordsOf } from '../../lib/errors.ts';
import { Skeleton } from '../../ui/skeleton/skeleton.tsx';
import { type Asked, QueryState } from '../../ui/state/query-state.tsx';
import styles from './chains.module.css';

type ChainStateProps = { query: Asked; lines: readonly string[]; action?: ReactNode; children: ReactNode };

/** What stands where no chain can be shown. */
export function ChainState(props: ChainStateProps) {
  const waiting = (
    <div className={styles.head} aria-busy="true">
      <Skeleton height={110} shape="print" />
      <Skeleton height={150} shape="print" />
      <Skeleton height={60} shape="control" />
    </div>
  );
  return <QueryState {...props} wordsOf={wordsOf} waiting={waiting} />;
}
