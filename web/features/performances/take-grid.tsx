import type { ReactNode } from 'react';
import { cx } from '../../ui/cx.ts';
import { posterHeight } from '../../ui/wood-type/poster-height.ts';
import { WoodType } from '../../ui/wood-type/wood-type.tsx';
import { isAudioOnly, Media } from './media.tsx';
import type { Performance } from './performance.ts';
import styles from './take-grid.module.css';

type TakeGridProps = {
  takes: readonly Performance[];
  /** The state of a take, at the corner of its poster. */
  renderState: (take: Performance) => ReactNode;
  onOpen: (take: Performance) => void;
};

/** A person's takes as posters, two beside each other on a phone. */
export function TakeGrid({ takes, renderState, onOpen }: TakeGridProps) {
  return (
    <ul className={styles.grid}>
      {takes.map(take => (
        <li key={take.id}>
          <button type="button" className={cx(styles.poster, 'on-media')} onClick={() => onOpen(take)}>
            <Media take={take} className={styles.media ?? ''} />
            {!isAudioOnly(take) && <span className={styles.scrim} />}
            <span className={styles.state}>{renderState(take)}</span>
            <span className={styles.deck}>
              <WoodType as="span" lines={take.posterLines} height={posterHeight(take.posterLines, 0.36)} title={take.title} />
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
