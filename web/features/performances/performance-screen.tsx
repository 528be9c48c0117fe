import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { BarToCome } from '../../ui/action-bar/bar-to-come.tsx';
import { IconButton } from '../../ui/button/icon-button.tsx';
import { cx } from '../../ui/cx.ts';
import { Centred, Page, TopBar } from '../../ui/layout/layout.tsx';
import { usePageTitle } from '../../ui/layout/use-page-title.ts';
import { usePending } from '../../ui/skeleton/use-pending.ts';
import { OutOfRange } from '../../ui/state/out-of-range.tsx';
import { type Performance, soundOf } from './performance.ts';
import { performanceQuery, takeOfFeeds } from './performance-query.ts';
import styles from './performance-screen.module.css';
import { PerformanceSkeleton } from './performance-skeleton.tsx';
import { PerformanceError, PerformanceGone } from './performance-states.tsx';
import type { PerformanceSlots } from './slots.ts';
import { soundPlayer } from './sound-player.ts';
import { TakeHead } from './take-head.tsx';
import { useHoldSound } from './use-hold-sound.ts';

type PerformanceScreenProps = {
  id: string;
  slots: PerformanceSlots;
  onBack: () => void;
  onShare?: ((take: Performance) => void) | undefined;
  onOpenPerson?: ((take: Performance) => void) | undefined;
};

/** A take on its own page. */
export function PerformanceScreen({ id, slots, onBack, onShare, onOpenPerson }: PerformanceScreenProps) {
  const cache = useQueryClient();
  const {
    data: take,
    isPending,
    isPaused,
    isError,
    error,
    refetch,
    isRefetching,
  } = useQuery({
    ...performanceQuery(id),
    placeholderData: () => takeOfFeeds(cache, id),
  });
  const outOfRange = isPending && isPaused;
  const waiting = usePending(isPending) && !outOfRange;
  usePageTitle(take?.title);
  const again = () => void refetch();
  useHoldSound();
  const gone = <PerformanceGone onBack={onBack} />;
  return (
    <Page className={styles.page ?? ''}>
      <TopBar unseen={(waiting || !take) && 'Take'} onBack={onBack}>
        {take && onShare && <IconButton icon="share" label="Share" onClick={() => onShare(take)} />}
        {take && slots.actions?.(take)}
      </TopBar>
      {(waiting || (isPending && !outOfRange)) && <BarToCome />}
      {waiting && <PerformanceSkeleton />}
      {outOfRange && (
        <Centred>
          <OutOfRange />
        </Centred>
      )}
      {!waiting && !take && isError && <PerformanceError error={error} onRetry={again} retrying={isRefetching} />}
      {!waiting && take === null && (slots.absent?.(id, gone) ?? gone)}
      {!waiting && take && <Shown take={take} slots={slots} onOpenPerson={onOpenPerson} />}
    </Page>
  );
}

function Shown({ take, slots, onOpenPerson }: { take: Performance } & Pick<PerformanceScreenProps, 'slots' | 'onOpenPerson'>) {
  useEffect(() => {
    // Another take's sound ends here; this one's goes on.
    if (soundPlayer.getState().url !== soundOf(take)) soundPlayer.pause();
  }, [take]);
  const side = slots.side?.(take);
  const receipt = slots.receipt?.(take);
  // Before it has crossed the line there is nothing to stand at the side of a wide page.
  const young = !take.ticker && !take.standing?.crossedAt;
  return (
    <>
      <div className={cx(styles.columns, young && styles.young)}>
        <div className={styles.main}>
          <TakeHead take={take} slots={slots} onOpenPerson={onOpenPerson} />
        </div>
        <div className={styles.climb}>{slots.climb?.(take)}</div>
        <div className={styles.side}>
          {side && <div className={styles.trade}>{side}</div>}
          {receipt && <div className={styles.receipt}>{receipt}</div>}
        </div>
        <div className={styles.more}>{slots.sections?.(take)}</div>
      </div>
      {slots.actionBar?.(take)}
    </>
  );
}
