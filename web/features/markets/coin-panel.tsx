import { GrooveLine } from '../../ui/groove-line/groove-line.tsx';
import { Skeleton } from '../../ui/skeleton/skeleton.tsx';
import { Unseen } from '../../ui/skeleton/unseen.tsx';
import { usePending } from '../../ui/skeleton/use-pending.ts';
import { Notice } from '../../ui/state/notice.tsx';
import { CoinFigures } from './coin-figures.tsx';
import styles from './markets.module.css';
import { useLiveCoin } from './use-live-coin.ts';

type CoinPanelProps = {
  performanceId: string;
  /** The take is known to have a coin: its place is kept while it is read. */
  expected: boolean;
  /** Loudness of the take, from 0 to 1. */
  peaks: readonly number[] | undefined;
};

/** A take's coin: what it is worth, how it got there, what the viewer holds of it. Nothing while the take has no coin. */
export function CoinPanel({ performanceId, expected, peaks }: CoinPanelProps) {
  const { data: coin, isLoading, error, refetch } = useLiveCoin(performanceId);
  const waiting = usePending(isLoading && expected);
  if (waiting) return <Waiting />;
  if (isLoading && expected)
    return (
      <Unseen>
        <Waiting />
      </Unseen>
    );
  if (error && !coin) {
    return (
      <div className={styles.panel}>
        <Notice icon="offline" action={{ label: 'Try again', onSelect: () => void refetch() }}>
          The coin could not be read.
        </Notice>
      </div>
    );
  }
  return coin ? <CoinFigures coin={coin} peaks={peaks} /> : null;
}

function Waiting() {
  return (
    <div className={styles.panel} aria-busy="true" role="status" aria-label="Loading the coin">
      <div className={styles.headBoxes}>
        <Skeleton width={150} height={18} />
        <Skeleton width={190} height={44} />
        <Skeleton width={110} height={19} />
      </div>
      <Skeleton width={240} height={16} />
      <div className={styles.lineBox}>
        <GrooveLine peaks={undefined} points={[]} summary="Loading" still />
      </div>
      <Skeleton height={44} />
      <Skeleton height={42} />
      <Skeleton height={19} />
    </div>
  );
}
