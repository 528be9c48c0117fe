import { useInfiniteQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { cx } from '../../ui/cx.ts';
import { usePending } from '../../ui/skeleton/use-pending.ts';
import { Tabs } from '../../ui/tabs/tabs.tsx';
import styles from './feed.module.css';
import { FEEDS, type Feed } from './feed-order.ts';
import { feedQuery } from './feed-query.ts';
import { FeedReel } from './feed-reel.tsx';
import { FeedEmpty, FeedError, FeedOutOfRange, FeedSkeleton } from './feed-states.tsx';
import { FeedWide } from './feed-wide.tsx';
import type { Performance } from './performance.ts';
import type { TakeActions, TakeSlots } from './slots.ts';
import { useHoldSound } from './use-hold-sound.ts';
import { useWide } from './use-wide.ts';

type FeedScreenProps = TakeActions & {
  feed: Feed;
  onFeed: (feed: Feed) => void;
  slots: TakeSlots;
  onPerform: () => void;
  /** At the right of the tabs. */
  corner?: ReactNode;
};

export const FEED_NAMES: Record<Feed, string> = {
  'for-you': 'For you',
  rising: 'Rising',
  new: 'New',
  underground: 'Underground',
};
const ITEMS = FEEDS.map(value => ({ value, label: FEED_NAMES[value] }));

/** The feed: one take a swipe on phones, a headliner and a wall of posters from 720 px up. */
export function FeedScreen({ feed, onFeed, onPerform, slots, corner, ...actions }: FeedScreenProps) {
  const wide = useWide();
  const query = useInfiniteQuery(feedQuery(feed));
  const takes = useMemo(() => distinct(query.data?.pages.flatMap(page => page.takes) ?? []), [query.data]);
  const waiting = usePending(query.isLoading);
  useHoldSound();
  const more = query.hasNextPage && !query.isFetchingNextPage ? () => void query.fetchNextPage() : undefined;
  const again = () => void query.refetch();
  const Shown = wide ? FeedWide : FeedReel;
  const full = takes.length > 0;
  return (
    <main className={wide ? styles.wide : cx(styles.screen, 'on-media')}>
      <h1 className="visually-hidden">{FEED_NAMES[feed]}</h1>
      <div className={cx(styles.top, full && !wide && styles.overMedia)}>
        <Tabs label="Feed" items={ITEMS} value={feed} onChange={onFeed} panelId="feed" />
        <div className={styles.corner}>{corner}</div>
      </div>
      <div id="feed" role="tabpanel" aria-label={FEED_NAMES[feed]} aria-busy={query.isLoading} className={styles.panel}>
        {full && (
          <Shown
            key={feed}
            feed={feed}
            takes={takes}
            slots={slots}
            onMore={more}
            fetching={query.isFetchingNextPage}
            {...actions}
          />
        )}
        {!full && waiting && <FeedSkeleton />}
        {!full && !waiting && query.isPending && query.isPaused && <FeedOutOfRange />}
        {!full && query.isError && !waiting && <FeedError error={query.error} onRetry={again} retrying={query.isRefetching} />}
        {!full && query.isSuccess && !waiting && <FeedEmpty feed={feed} onFeed={onFeed} onPerform={onPerform} />}
      </div>
    </main>
  );
}

/** A take whose place changed between two pages is shown once. */
function distinct(takes: readonly Performance[]): Performance[] {
  return [...new Map(takes.map(take => [take.id, take])).values()];
}
