import { WoodType } from '../../ui/wood-type/wood-type.tsx';
import styles from './feed-card.module.css';
import type { Performance } from './performance.ts';

/** The poster of a take as its heading, which opens the take. */
export function PosterLink({ take, height, onOpen }: { take: Performance; height: number; onOpen: () => void }) {
  return (
    <h2>
      <button type="button" className={styles.posterButton} onClick={onOpen}>
        <WoodType as="span" lines={take.posterLines} title={take.title} height={height} />
      </button>
    </h2>
  );
}
