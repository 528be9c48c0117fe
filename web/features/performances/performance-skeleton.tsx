import { Skeleton } from '../../ui/skeleton/skeleton.tsx';
import { STILL_PEAKS } from '../../ui/waveform/still-peaks.ts';
import { Waveform } from '../../ui/waveform/waveform.tsx';
import styles from './performance-skeleton.module.css';

/** The boxes of a take's page while it is on its way: each stands where its part will. */
export function PerformanceSkeleton() {
  return (
    <div className={styles.waiting} aria-busy="true">
      <span className="visually-hidden">Loading the take</span>
      <Skeleton className={styles.hero ?? ''} height="auto" shape="print" />
      <div className={styles.words}>
        <div className={styles.still}>
          <Waveform peaks={STILL_PEAKS} height={40} />
        </div>
        <div className={styles.person}>
          <Skeleton width={44} height={44} shape="round" />
          <Skeleton width={160} height={18} />
        </div>
        <Skeleton width={200} height={48} />
      </div>
      <Skeleton className={styles.panel ?? ''} height={150} shape="print" />
    </div>
  );
}
