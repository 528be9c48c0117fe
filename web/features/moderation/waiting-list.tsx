import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { useNow } from '../../lib/clock.ts';
import { Badge } from '../../ui/badge/badge.tsx';
import { Button } from '../../ui/button/button.tsx';
import { capitalized } from '../../ui/format/capitalized.ts';
import { catalogueNumber } from '../../ui/format/catalogue.ts';
import { timeLabel } from '../../ui/format/time.ts';
import styles from './moderation.module.css';
import { type Decision, type Waiting, waitingQuery } from './moderation-queries.ts';
import { OperatorState } from './operator-state.tsx';
import { REASONS } from './report-reasons.ts';
import { Said } from './said.tsx';

type WaitingListProps = { onOpen: (subject: Waiting) => void; onDecide: (subject: Waiting, decision: Decision) => void };

/** What waits for an answer: appeals first, then the most reported. */
export function WaitingList({ onOpen, onDecide }: WaitingListProps) {
  const query = useQuery(waitingQuery);
  if (!query.data?.length)
    return (
      <OperatorState query={query} lines={['All', 'quiet']}>
        Nothing waits for an answer.
      </OperatorState>
    );
  return (
    <ul className={styles.list} aria-label="Waiting for an answer">
      {query.data.map(subject => (
        <Item key={`${subject.kind} ${subject.id}`} subject={subject} onOpen={onOpen} onDecide={onDecide} />
      ))}
    </ul>
  );
}

function Item({ subject, onOpen, onDecide }: WaitingListProps & { subject: Waiting }) {
  const now = useNow(60_000);
  /** A button among many that are called the same says in whose row it stands. */
  const about = { 'aria-describedby': useId() };
  const { kind, title, number, hidden, creator, reports, reasons, details, note, appeal, at } = subject;
  const asked = [...(reports > 0 ? [reports === 1 ? '1 report' : `${reports} reports`] : []), ...(appeal ? ['appeal'] : [])];
  return (
    <li className={styles.item}>
      <div className={styles.heading}>
        <h2 className="heading-2" dir="auto" id={about['aria-describedby']}>
          {title}
        </h2>
        {kind !== 'take' && <Badge icon="chain">{capitalized(kind)}</Badge>}
        {hidden && <Badge tone="outline">Hidden</Badge>}
      </div>
      <p className="label secondary">
        {catalogueNumber(number)} · {asked.join(' and ')} · {timeLabel(at, now, { ago: true })}
      </p>
      <p className="label secondary" dir="auto">
        {nameOf(creator)}
      </p>
      {reasons.length > 0 && <p>{reasons.map(labelOf).join(' · ')}</p>}
      {details.map((said, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two people may say the same
        <blockquote key={place} className={styles.said} dir="auto">
          {said}
        </blockquote>
      ))}
      {note !== null && <Said by="It was hidden because">{note}</Said>}
      {appeal && <Said by="Its author says">{appeal}</Said>}
      <div className={styles.acts}>
        {hidden && appeal ? (
          <>
            <Button {...about} size="small" variant="outline" onClick={() => onDecide(subject, 'show')}>
              Show again
            </Button>
            <Button {...about} size="small" variant="quiet" onClick={() => onDecide(subject, 'hide')}>
              Keep it hidden
            </Button>
          </>
        ) : (
          <>
            <Button {...about} size="small" variant="outline" onClick={() => onDecide(subject, 'hide')}>
              Hide {kind}
            </Button>
            <Button {...about} size="small" variant="quiet" onClick={() => onDecide(subject, 'keep')}>
              Keep {kind}
            </Button>
          </>
        )}
        {!hidden && (
          <Button {...about} size="small" variant="text" onClick={() => onOpen(subject)}>
            Look at it
          </Button>
        )}
      </div>
    </li>
  );
}

function nameOf({ name, username, fid }: Waiting['creator']): string {
  return [name, ...(username ? [`@${username}`] : []), ...(fid !== null ? [`fid ${fid}`] : [])].join(' · ');
}

function labelOf(reason: string): string {
  return REASONS.find(({ value }) => value === reason)?.label ?? reason;
}
