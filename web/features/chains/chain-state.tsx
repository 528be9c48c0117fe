import type { ReactNode } from 'react';
import { wordsOf } from '../../lib/errors.ts';
import { Skeleton } from '../../ui/skeleton/skeleton.tsx';
import { type Asked, QueryState } from '../../ui/state/query-state.tsx';
import styles from './chains.module.css';

type ChainStateProps = {
  query: Asked;
  lines: readonly string[];
  action?: ReactNode;
  /** The boxes of what comes, while it is on its way; those of a chain's page unless told. */
  waiting?: ReactNode;
  children: ReactNode;
};

/** What stands where no chain can be shown. */
export function ChainState({ waiting = <ChainWaiting />, ...props }: ChainStateProps) {
  return <QueryState {...props} wordsOf={wordsOf} waiting={waiting} />;
}

function ChainWaiting() {
  return (
    <div className={styles.head} aria-busy="true">
      <Skeleton width={160} height={24} />
      <Skeleton height={130} shape="print" />
      <Skeleton width="80%" height={18} />
      <div className={styles.waitingMoves}>
        <Skeleton width={128} height={150} shape="print" />
        <Skeleton width={128} height={150} shape="print" />
        <Skeleton width={128} height={150} shape="print" />
      </div>
    </div>
  );
}

/** The boxes of the list of chains. */
export function ChainsWaiting() {
  return (
    <div className={styles.chains} aria-busy="true">
      {[1, 2, 3, 4].map(place => (
        <Skeleton key={place} height={148} shape="card" />
      ))}
    </div>
  );
}
