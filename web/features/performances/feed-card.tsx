import { useEffect } from 'react';
import { levelOf } from '../../../shared/media/level.ts';
import { useNow } from '../../lib/clock.ts';
import { Badge } from '../../ui/badge/badge.tsx';
import { cx } from '../../ui/cx.ts';
import { catalogueNumber } from '../../ui/format/catalogue.ts';
import { timeLabel } from '../../ui/format/time.ts';
import { posterHeight } from '../../ui/wood-type/poster-height.ts';
import styles from './feed-card.module.css';
import { isAudioOnly, Media } from './media.tsx';
import { type Performance, soundOf, verbOf } from './performance.ts';
import { PersonRow } from './person-row.tsx';
import { PosterLink } from './poster-link.tsx';
import type { TakeActions, TakeSlots } from './slots.ts';
import { soundPlayer } from './sound-player.ts';
import { TakePlayer } from './take-player.tsx';
import { useCountView } from './use-count-view.ts';

type FeedCardProps = TakeActions & {
  take: Performance;
  /** Its place in the feed, from 1. */
  place: number;
  slots: TakeSlots;
  /** On screen now. */
  live: boolean;
  /** On screen or next to it: pictures and waveforms load. */
  near: boolean;
};

/** One take over the whole screen: its picture, its poster, its person, its sound, its standing. */
export function FeedCard({ take, place, slots, live, near, onOpenPerformance, onOpenPerson }: FeedCardProps) {
  const now = useNow(60_000);
  const flat = isAudioOnly(take);
  useEffect(() => {
    if (live) soundPlayer.enter(soundOf(take), levelOf(take.loudness ?? null));
  }, [live, take]);
  useCountView(take.id, live);
  const number = `${catalogueNumber(take.number)}${take.ticker ? ` · $${take.ticker}` : ''}`;
  const otherwise =
    flat && soundOf(take) ? (
      <Badge tone="paper" icon="sound">
        Audio only
      </Badge>
    ) : null;
  const poster = (height: number) => <PosterLink take={take} height={height} onOpen={() => onOpenPerformance(take)} />;
  return (
    <article
      className={cx(styles.card, flat && styles.flat, 'on-media')}
      aria-label={`${take.title} by ${take.person.name}`}
      aria-posinset={place}
      aria-setsize={-1}
      tabIndex={-1}
    >
      <Media take={take} live={live} eager={near} className={styles.background ?? ''} />
      {!flat && <div className={styles.scrim} />}
      {flat && <div className={styles.sheetPoster}>{poster(posterHeight(take.posterLines, 0.56))}</div>}
      <div className={styles.deck}>
        <div className={styles.states}>
          {slots.state ? slots.state(take, otherwise) : otherwise}
          <span className={cx('catalogue', styles.number)}>{number}</span>
        </div>
        {!flat && <div className={styles.deckPoster}>{poster(posterHeight(take.posterLines))}</div>}
        <PersonRow
          take={take}
          detail={`${verbOf(take.kind)} · ${timeLabel(take.castAt, now, { ago: true })}`}
          onOpen={onOpenPerson && (() => onOpenPerson(take))}
          beside={slots.beside?.(take)}
        />
        <TakePlayer take={take} near={near} {...(flat ? { bold: true, height: 56 } : {})} />
        <div className={styles.foot}>
          {slots.counters?.(take, { live })}
          {slots.standing?.(take, { live })}
        </div>
      </div>
    </article>
  );
}
