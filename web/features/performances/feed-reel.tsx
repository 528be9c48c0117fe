import { useQueryClient } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import styles from './feed.module.css';
import { FeedCard } from './feed-card.tsx';
import type { Feed } from './feed-order.ts';
import type { Performance } from './performance.ts';
import type { TakeActions, TakeSlots } from './slots.ts';
import { useStage } from './use-stage.ts';

export type FeedBodyProps = TakeActions & {
  feed: Feed;
  takes: readonly Performance[];
  slots: TakeSlots;
  /** Reads the next page; undefined when there is none or it is on its way. */
  onMore: (() => void) | undefined;
  fetching: boolean;
};

/** Takes this far from the one on screen are drawn; the rest keep their place empty. */
const DRAWN = 2;

/** Who comes back from a take's page comes back to this take. Beside the feed itself, and as long as it. */
const lastSeen = (feed: Feed) => ['performances', 'last-seen', feed];

/** One take a swipe. */
export function FeedReel({ feed, takes, slots, onMore, onOpenPerformance, onOpenPerson }: FeedBodyProps) {
  const cache = useQueryClient();
  const scroller = useRef<HTMLDivElement>(null);
  const [first] = useState(() =>
    Math.max(
      0,
      takes.findIndex(take => take.id === cache.getQueryData(lastSeen(feed))),
    ),
  );
  const stage = useStage(scroller, takes.length, first);
  const seen = takes[stage]?.id;
  useEffect(
    () => () => {
      if (seen) cache.setQueryData(lastSeen(feed), seen);
    },
    [cache, feed, seen],
  );
  useEffect(() => {
    if (stage >= takes.length - 3) onMore?.();
  }, [stage, takes.length, onMore]);
  /** By page keys one take further, for the focus too: it would go on from the take before. */
  const turn = (event: KeyboardEvent<HTMLElement>) => {
    const step = event.key === 'PageDown' ? 1 : event.key === 'PageUp' ? -1 : 0;
    const next = scroller.current?.children[stage + step];
    if (step === 0 || event.defaultPrevented || !next) return;
    event.preventDefault();
    next.scrollIntoView();
    next.querySelector('article')?.focus({ preventScroll: true });
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <div ref={scroller} className={styles.reel} tabIndex={0} aria-label="Takes" role="feed" onKeyDown={turn}>
      {takes.map((take, at) => (
        <div key={take.id} className={styles.frame}>
          {Math.abs(at - stage) <= DRAWN && (
            <FeedCard
              take={take}
              place={at + 1}
              slots={slots}
              live={at === stage}
              near={Math.abs(at - stage) <= 1}
              onOpenPerformance={onOpenPerformance}
              onOpenPerson={onOpenPerson}
            />
          )}
        </div>
      ))}
    </div>
  );
}
