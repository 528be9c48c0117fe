import { cx } from '../../ui/cx.ts';
import { catalogueNumber } from '../../ui/format/catalogue.ts';
import { grouped } from '../../ui/format/separators.ts';
import { posterHeight } from '../../ui/wood-type/poster-height.ts';
import { WoodType } from '../../ui/wood-type/wood-type.tsx';
import card from './feed-card.module.css';
import styles from './feed-tile.module.css';
import { isAudioOnly, Media } from './media.tsx';
import type { Performance } from './performance.ts';

/** A poster on the wall: opens its take. */
export function FeedTile({ take, onOpen }: { take: Performance; onOpen: () => void }) {
  const score = Math.floor(take.standing?.score ?? 0);
  const standing = take.ticker ? `$${take.ticker}` : `${grouped(score)} ${score === 1 ? 'point' : 'points'}`;
  const flat = isAudioOnly(take);
  return (
    <button type="button" className={cx(styles.tile, 'on-media')} onClick={onOpen}>
      <Media take={take} className={card.background ?? ''} />
      {!flat && <span className={styles.tileScrim} />}
      <span className={cx('catalogue', styles.tileNumber)}>{catalogueNumber(take.number)}</span>
      <span className={styles.tileDeck}>
        <WoodType
          as="span"
          lines={take.posterLines}
          height={posterHeight(take.posterLines, flat ? 0.56 : 0.36)}
          title={take.title}
        />
        <span className={cx('label', 'tabular', styles.tileLine)}>
          <span className="strong one-line" dir="auto">
            {take.person.name}
          </span>
          <span className={styles.tileStanding}>{standing}</span>
        </span>
      </span>
    </button>
  );
}
