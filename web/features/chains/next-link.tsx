import { JOINS_FROM } from '../../../shared/chains/judge-repeat.ts';
import { MOST_MOVES } from '../../../shared/chains/most-moves.ts';
import { FIRST_GENERATION_BPS } from '../../../shared/chains/split-credit.ts';
import { Icon } from '../../ui/icon/icon.tsx';
import type { Move } from './chain.ts';
import styles from './rows.module.css';

/** The empty place at the end of the phrase that is shown. */
export function NextLink({ last, kind }: { last: Move; kind: 'dance' | 'song' }) {
  if (last.depth >= MOST_MOVES) return null;
  return (
    <p className={styles.next}>
      <span className={styles.place}>
        <Icon name="plus" size={20} />
      </span>
      <span className={styles.words}>
        <span className="strong">You could be link {last.depth + 1}</span>
        <span className="label secondary">
          {kind === 'dance' && `Match ${JOINS_FROM}% or better to join. `}A coin of yours would begin with{' '}
          {FIRST_GENERATION_BPS / 100}% for {last.person.name}, and less for those before.
        </span>
      </span>
    </p>
  );
}
