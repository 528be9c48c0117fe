import { useRef } from 'react';
import { useNow } from '../../lib/clock.ts';
import { Button } from '../../ui/button/button.tsx';
import { catalogueNumber } from '../../ui/format/catalogue.ts';
import { timeLabel } from '../../ui/format/time.ts';
import { posterHeight } from '../../ui/wood-type/poster-height.ts';
import card from './feed-card.module.css';
import type { FeedBodyProps } from './feed-reel.tsx';
import { FeedTile } from './feed-tile.tsx';
import styles from './feed-wide.module.css';
import { Media } from './media.tsx';
import { verbOf } from './performance.ts';
import { PersonRow } from './person-row.tsx';
import { PosterLink } from './poster-link.tsx';
import { TakePlayer } from './take-player.tsx';
import { useNearEnd } from './use-near-end.ts';

/** A headliner with all of its parts, and the rest of the feed as a wall of posters. */
export function FeedWide({ takes, slots, onMore, fetching, onOpenPerformance, onOpenPerson }: FeedBodyProps) {
  const now = useNow(60_000);
  const end = useRef<HTMLDivElement>(null);
  useNearEnd(end, onMore);
  const [headliner, ...rest] = takes;
  if (!headliner) return null;
  const number = `${catalogueNumber(headliner.number)}${headliner.ticker ? ` · $${headliner.ticker}` : ''}`;
  return (
    <>
      <article className={styles.headliner} aria-label={`${headliner.title} by ${headliner.person.name}`}>
        <Media take={headliner} live eager className={styles.headlinerMedia ?? ''} />
        <div className={styles.headlinerDeck}>
          <div className={card.states}>
            {slots.state?.(headliner, null)}
            <span className="catalogue secondary">{number}</span>
          </div>
          <PosterLink
            take={headliner}
            height={posterHeight(headliner.posterLines, 0.34)}
            onOpen={() => onOpenPerformance(headliner)}
          />
          <PersonRow
            take={headliner}
            size={48}
            detail={`${verbOf(headliner.kind)} · ${timeLabel(headliner.castAt, now, { ago: true })}`}
            onOpen={onOpenPerson && (() => onOpenPerson(headliner))}
            beside={slots.beside?.(headliner)}
          />
          <TakePlayer take={headliner} near height={56} />
          <div className={card.foot}>
            {slots.counters?.(headliner, { live: true })}
            {slots.standing?.(headliner, { live: true })}
          </div>
        </div>
      </article>
      {rest.length > 0 && (
        <section className={styles.wallSection} aria-label="Also on stage">
          <h2 className={styles.wallTitle}>Also on stage</h2>
          <div className={styles.wall}>
            {rest.map(take => (
              <FeedTile key={take.id} take={take} onOpen={() => onOpenPerformance(take)} />
            ))}
          </div>
        </section>
      )}
      {(onMore || fetching) && (
        <div ref={end} className={styles.moreRow}>
          <Button variant="quiet" onClick={onMore} working={fetching ? 'Loading' : undefined}>
            Show more
          </Button>
        </div>
      )}
    </>
  );
}
