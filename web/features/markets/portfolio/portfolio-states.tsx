import type { ReactNode } from 'react';
import { NotReady } from '../../../lib/not-ready.tsx';
import { GrooveLine } from '../../../ui/groove-line/groove-line.tsx';
import { Centred, Section } from '../../../ui/layout/layout.tsx';
import { Skeleton } from '../../../ui/skeleton/skeleton.tsx';
import { usePending } from '../../../ui/skeleton/use-pending.ts';
import { EmptyState } from '../../../ui/state/empty-state.tsx';
import styles from './portfolio.module.css';

type PortfolioNotReadProps = { error: Error | null; isPaused: boolean; retrying: boolean; retry: () => void };

/** Why the coins are not here: they could not be read, are on their way, or need a connection. */
export function PortfolioNotRead({ error, isPaused, retrying, retry }: PortfolioNotReadProps) {
  const waiting = usePending(!error);
  return (
    <NotReady
      error={error}
      onRetry={retry}
      retrying={retrying}
      paused={isPaused}
      notRead="We could not load your coins. They are safe on Base."
      otherwise={waiting ? <PortfolioWaiting /> : null}
    />
  );
}

/** The boxes of what comes, so that nothing moves when it does. */
export function PortfolioWaiting() {
  return (
    <div role="status" aria-label="Loading your coins" aria-busy="true">
      <div className={styles.total}>
        <Skeleton width={210} height={64} />
        <Skeleton width={160} height={18} />
      </div>
      <Section>
        <Skeleton width={110} height={28} />
        {[0, 1, 2, 3].map(row => (
          <div key={row} className={styles.waitingRow}>
            <Skeleton width={44} height={56} shape="print" />
            <div className={styles.waitingWords}>
              <Skeleton width="55%" height={16} />
              <Skeleton width="30%" height={13} />
            </div>
            <div className={styles.waitingEnd}>
              <Skeleton width={64} height={16} />
              <Skeleton width={40} height={13} />
            </div>
          </div>
        ))}
      </Section>
    </div>
  );
}

/** Neither coins nor trades. */
export function PortfolioEmpty({ toFeed }: { toFeed: ReactNode }) {
  return (
    <Centred>
      <EmptyState
        lines={['Front row', 'is empty']}
        action={toFeed}
        drawing={<GrooveLine peaks={STILL_PEAKS} points={[]} height={84} summary="No coins yet" still />}
      >
        Coins you buy from performances live here, with what they cost and what they are worth.
      </EmptyState>
    </Centred>
  );
}

/** A waveform that is drawn where there is no sound: a fixed shape, no data. */
const STILL_PEAKS = Array.from(
  { length: 40 },
  (_, i) => 0.35 + 0.3 * Math.abs(Math.sin(i * 0.7)) + 0.25 * Math.abs(Math.sin(i * 0.23)),
);
