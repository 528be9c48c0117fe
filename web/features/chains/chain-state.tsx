import type { ReactNode } from 'react';
import { type Asked, QueryState } from '../../lib/query-state.tsx';
import { Skeleton } from '../../ui/skeleton/skeleton.tsx';
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
  return (
    <QueryState {...props} notRead="We could not load the chains. Nothing is lost: try again in a moment." waiting={waiting} />
  );
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
