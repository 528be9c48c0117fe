import { type ReactNode, useContext } from 'react';
import { Button } from '../button/button.tsx';
import { WoodType } from '../wood-type/wood-type.tsx';
import { SecondWay } from './second-way.ts';
import styles from './state.module.css';

type ErrorStateProps = {
  lines?: readonly string[];
  /** What happened, what it cost, what to do. */
  children: ReactNode;
  /** Code and time for a report: "network · 21:58 UTC". */
  reference?: string | undefined;
  onRetry?: (() => void) | undefined;
  retrying?: boolean;
};

/** A page that could not be shown. */
export function ErrorState({ lines = ['Lost', 'the beat'], children, reference, onRetry, retrying }: ErrorStateProps) {
  const secondWay = useContext(SecondWay);
  return (
    <div className={styles.state} role="alert">
      <WoodType lines={lines} height={0.38} />
      <p className={styles.sentence}>{children}</p>
      {reference && <p className={styles.reference}>{reference}</p>}
      {(onRetry || secondWay) && (
        <div className={styles.actions}>
          {onRetry && (
            <Button onClick={onRetry} working={retrying ? 'Trying again' : undefined}>
              Try again
            </Button>
          )}
          {secondWay}
        </div>
      )}
    </div>
  );
}
