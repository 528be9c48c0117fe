import { useInfiniteQuery } from '@tanstack/react-query';
import { useNow } from '../../lib/clock.ts';
import { Button } from '../../ui/button/button.tsx';
import { MoreButton } from '../../ui/button/more-button.tsx';
import { capitalized } from '../../ui/format/capitalized.ts';
import { catalogueNumber } from '../../ui/format/catalogue.ts';
import { timeLabel } from '../../ui/format/time.ts';
import styles from './moderation.module.css';
import { type Decided, decidedQuery } from './moderation-queries.ts';
import { OperatorState } from './operator-state.tsx';

const DONE: Record<Decided['action'], string> = { hide: 'hidden', keep: 'kept', show: 'shown again' };

/** What operators decided and why, the last first. */
export function DecidedList({ onShow }: { onShow: (decided: Decided) => void }) {
  const query = useInfiniteQuery(decidedQuery);
  const now = useNow(60_000);
  const all = query.data?.pages.flat() ?? [];
  if (all.length === 0)
    return (
      <OperatorState query={query} lines={['Clean', 'sheet']}>
        Decisions stand here for good, with who made them and why.
      </OperatorState>
    );
  return (
    <>
      <ul className={styles.list} aria-label="Decisions">
        {all.map(decided => (
          <li key={decided.id} className={styles.item}>
            <h2 className="heading-2" dir="auto" id={`decision-${decided.id}`}>
              {decided.title}: {DONE[decided.action]}
            </h2>
            <p className="label secondary">
              {decided.kind !== 'take' && `${capitalized(decided.kind)} `}
              {catalogueNumber(decided.number)} · {decided.operator ?? 'Someone who left'} ·{' '}
              {timeLabel(decided.at, now, { ago: true })}
            </p>
            <p dir="auto">{decided.note}</p>
            {decided.undoable && (
              <div className={styles.acts}>
                <Button
                  aria-describedby={`decision-${decided.id}`}
                  size="small"
                  variant="outline"
                  onClick={() => onShow(decided)}
                >
                  Show {decided.kind} again
                </Button>
              </div>
            )}
          </li>
        ))}
      </ul>
      {query.hasNextPage && (
        <MoreButton label="Show earlier" loading={query.isFetchingNextPage} onMore={() => void query.fetchNextPage()} />
      )}
    </>
  );
}
