import { type KeyboardEvent, useState } from 'react';
import { CheckedAvatar } from '../../lib/checked-avatar.tsx';
import { CheckedPicture } from '../../lib/checked-picture.tsx';
import { catalogueNumber } from '../../ui/format/catalogue.ts';
import { List, ListRow } from '../../ui/list/list.tsx';
import styles from './search.module.css';
import type { Found } from './search-query.ts';

type SearchResultsProps = { found: readonly Found[]; onPerson: (id: string) => void; onTake: (id: string) => void };

/** People and takes, in the order of likeness. The arrow keys move from one to the next. */
export function SearchResults({ found, onPerson, onTake }: SearchResultsProps) {
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys bubble up from the rows, which are buttons
    <div onKeyDown={moveFocus}>
      <List label="Results">
        {found.map(each =>
          each.kind === 'person' ? (
            <ListRow
              key={each.id}
              lead={<CheckedAvatar name={each.name} src={each.avatarUrl} size={44} />}
              title={each.name}
              detail={each.username ? `@${each.username}` : 'Performer'}
              onSelect={() => onPerson(each.id)}
            />
          ) : (
            <ListRow
              key={each.id}
              lead={<Poster url={each.posterUrl} ink={each.ink} />}
              title={each.title}
              detail={each.name}
              end={each.ticker && `$${each.ticker}`}
              endDetail={catalogueNumber(each.number)}
              onSelect={() => onTake(each.id)}
            />
          ),
        )}
      </List>
    </div>
  );
}

function Poster({ url, ink }: { url: string | null; ink: string }) {
  const [broken, setBroken] = useState(false);
  if (!url || broken) return <span className={styles.poster} style={{ background: `var(--ink-${ink})` }} />;
  return <CheckedPicture className={styles.poster} src={url} onFail={() => setBroken(true)} />;
}

/** Down and up go through the rows; up from the first goes back to where one types. */
export function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0) return;
  const root = event.currentTarget.closest('main');
  const stops = [...(root?.querySelectorAll<HTMLElement>('input[type="search"], ul[aria-label="Results"] button') ?? [])];
  const at = stops.indexOf(document.activeElement as HTMLElement);
  const next = stops[at + step];
  if (at === -1 || !next) return;
  event.preventDefault();
  next.focus();
}
