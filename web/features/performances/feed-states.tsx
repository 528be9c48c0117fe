import { ReadError, type ReadErrorProps } from '../../lib/read-error.tsx';
import { Button } from '../../ui/button/button.tsx';
import { Skeleton } from '../../ui/skeleton/skeleton.tsx';
import { EmptyState } from '../../ui/state/empty-state.tsx';
import { OutOfRange } from '../../ui/state/out-of-range.tsx';
import { STILL_PEAKS } from '../../ui/waveform/still-peaks.ts';
import { Waveform } from '../../ui/waveform/waveform.tsx';
import styles from './feed.module.css';
import type { Feed } from './feed-order.ts';

/** The boxes of a card while the first takes are on their way. */
export function FeedSkeleton() {
  return (
    <div className={styles.waiting}>
      <span className="visually-hidden">Loading takes</span>
      <Skeleton width={120} height={24} />
      <Skeleton height={56} shape="print" />
      <Skeleton height={74} shape="print" />
      <div className={styles.waitingRow}>
        <Skeleton width={40} height={40} shape="round" />
        <Skeleton width={150} height={18} />
      </div>
      <div className={styles.still}>
        <Waveform peaks={STILL_PEAKS} />
      </div>
      <Skeleton width={180} height={24} />
    </div>
  );
}

/** No takes could be read and none are kept from before. */
export function FeedError(props: ReadErrorProps) {
  return (
    <div className={styles.centred}>
      <ReadError {...props}>We could not load the takes. Nothing is lost: try again in a moment.</ReadError>
    </div>
  );
}

/** No takes are kept from before, and none can be asked for. */
export function FeedOutOfRange() {
  return (
    <div className={styles.centred}>
      <OutOfRange />
    </div>
  );
}

const EMPTY: Record<Feed, { lines: string[]; words: string }> = {
  'for-you': {
    lines: ['Sound', 'check'],
    words: 'Takes that people cast on Farcaster show up here. The first one is still backstage.',
  },
  rising: {
    lines: ['Calm', 'before'],
    words: 'Takes on their way to the viral line show up here. Right now nothing is climbing.',
  },
  underground: {
    lines: ['Small', 'rooms'],
    words: 'Takes by people whom few follow yet show up here, those first that move most.',
  },
  new: { lines: ['Sound', 'check'], words: 'The newest takes show up here. The first one is still backstage.' },
};

type FeedEmptyProps = { feed: Feed; onFeed: (feed: Feed) => void; onPerform: () => void };

/** A feed with nothing in it. */
export function FeedEmpty({ feed, onFeed, onPerform }: FeedEmptyProps) {
  const { lines, words } = EMPTY[feed];
  const action =
    feed === 'for-you' ? (
      <Button onClick={onPerform}>Perform</Button>
    ) : (
      <Button onClick={() => onFeed('for-you')}>See all takes</Button>
    );
  return (
    <div className={styles.centred}>
      <EmptyState lines={lines} action={action}>
        {words}
      </EmptyState>
    </div>
  );
}
