import { useQuery } from '@tanstack/react-query';
import { useNow } from '../../lib/clock.ts';
import { Button } from '../../ui/button/button.tsx';
import { catalogueNumber } from '../../ui/format/catalogue.ts';
import { timeLabel } from '../../ui/format/time.ts';
import styles from './moderation.module.css';
import { type Reported, reportedQuery } from './moderation-queries.ts';
import { OperatorState } from './operator-state.tsx';
import { REASONS } from './report-reasons.ts';

type Act = (take: Reported, decision: 'hide' | 'keep') => void;

/** Takes that wait for an answer, the most reported first. */
export function ReportedList({ onTake, onDecide }: { onTake: (id: string) => void; onDecide: Act }) {
  const query = useQuery(reportedQuery);
  const now = useNow(60_000);
  if (!query.data?.length)
    return (
      <OperatorState query={query} lines={['All', 'quiet']}>
        No take waits for an answer.
      </OperatorState>
    );
  return (
    <ul className={styles.list} aria-label="Reported takes">
      {query.data.map(take => (
        <li key={take.id} className={styles.item}>
          <h2 className="heading-2">{take.title}</h2>
          <p className="label secondary">
            {catalogueNumber(take.number)} · {take.reports === 1 ? '1 report' : `${take.reports} reports`} · last{' '}
            {timeLabel(take.at, now, { ago: true })}
          </p>
          <p>{take.reasons.map(labelOf).join(' · ')}</p>
          {take.details.map((said, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two people may say the same
            <blockquote key={place} className={styles.said}>
              {said}
            </blockquote>
          ))}
          <div className={styles.acts}>
            <Button size="small" variant="outline" onClick={() => onDecide(take, 'hide')}>
              Hide take
            </Button>
            <Button size="small" variant="quiet" onClick={() => onDecide(take, 'keep')}>
              Keep take
            </Button>
            {!take.hidden && (
              <Button size="small" variant="text" onClick={() => onTake(take.id)}>
                Look at it
              </Button>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}

function labelOf(reason: string): string {
  return REASONS.find(({ value }) => value === reason)?.label ?? reason;
}
