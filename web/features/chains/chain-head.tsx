import { Badge } from '../../ui/badge/badge.tsx';
import { catalogueNumber } from '../../ui/format/catalogue.ts';
import { posterHeight } from '../../ui/wood-type/poster-height.ts';
import { WoodType } from '../../ui/wood-type/wood-type.tsx';
import type { Chain } from './chain.ts';
import styles from './chains.module.css';

/** What a chain is, and how it goes on. */
export function ChainHead({ chain: { title, posterLines, number, kind, hidden, moves } }: { chain: Chain }) {
  const links = moves === 1 ? '1 link' : `${moves} links`;
  return (
    <div className={styles.head}>
      <p className={styles.line}>
        <Badge icon="chain">
          {kind === 'dance' ? 'Chain' : 'Song chain'} · {links}
        </Badge>{' '}
        {hidden && <Badge tone="outline">Hidden</Badge>} <span className="catalogue">{catalogueNumber(number)}</span>
      </p>
      <div className={styles.poster}>
        <WoodType as="h1" lines={posterLines} height={posterHeight(posterLines)} title={title} />
      </div>
      <p className="secondary">
        {kind === 'dance' ? 'Repeat every move so far, then add one of your own.' : 'Answer with a verse or a duet of your own.'}
      </p>
    </div>
  );
}
