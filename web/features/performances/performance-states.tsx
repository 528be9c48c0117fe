import { ReadError, type ReadErrorProps } from '../../lib/read-error.tsx';
import { Button } from '../../ui/button/button.tsx';
import { Centred } from '../../ui/layout/layout.tsx';
import { Skeleton } from '../../ui/skeleton/skeleton.tsx';
import { EmptyState } from '../../ui/state/empty-state.tsx';
import { STILL_PEAKS } from '../../ui/waveform/still-peaks.ts';
import { Waveform } from '../../ui/waveform/waveform.tsx';
import styles from './performance-screen.module.css';

/** The boxes of the page while the take is on its way. */
export function PerformanceSkeleton() {
  return (
    <div className={styles.waiting} aria-busy="true">
      <span className="visually-hidden">Loading the take</span>
      <Skeleton height={300} shape="print" />
      <div className={styles.still}>
        <Waveform peaks={STILL_PEAKS} height={40} />
      </div>
      <div className={styles.waitingRow}>
        <Skeleton width={44} height={44} shape="round" />
        <Skeleton width={160} height={18} />
      </div>
      <Skeleton width={200} height={44} />
      <Skeleton height={150} shape="print" />
    </div>
  );
}

/** The take could not be read. */
export function PerformanceError(props: ReadErrorProps) {
  return (
    <Centred>
      <ReadError {...props}>We could not load this take. Your coins and ETH are not affected.</ReadError>
    </Centred>
  );
}

/** There is no such take, or its author took it down. */
export function PerformanceGone({ onBack }: { onBack: () => void }) {
  return (
    <Centred>
      <EmptyState lines={['Left the', 'stage']} action={<Button onClick={onBack}>Back to the feed</Button>}>
        This take is not here. Its author may have deleted the cast.
      </EmptyState>
    </Centred>
  );
}
