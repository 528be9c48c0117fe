import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { sameLength } from '../../../shared/chains/same-length.ts';
import { wordsOf } from '../../lib/errors.ts';
import { requireSession, useSession } from '../../lib/session.ts';
import { Button } from '../../ui/button/button.tsx';
import { catalogueNumber } from '../../ui/format/catalogue.ts';
import { Skeleton } from '../../ui/skeleton/skeleton.tsx';
import { Fault } from '../../ui/state/fault.tsx';
import { type FreeTake, freeTakesQuery } from './free-takes-query.ts';
import styles from './rows.module.css';

type TakePickerProps = {
  kind: 'dance' | 'song';
  chosen: string | null;
  onChoose: (takeId: string | null, title: string) => void;
  /** Length of the recording that a take stands beside, in ms. */
  poseMs?: number | undefined;
  onPerform: () => void;
};

/** One of the viewer's own takes that is in no chain yet; a dance may go without. */
export function TakePicker({ kind, chosen, onChoose, poseMs, onPerform }: TakePickerProps) {
  const name = useId();
  const viewer = useSession()?.user.id;
  const query = useQuery(freeTakesQuery(viewer, kind));
  const optional = kind === 'dance';
  if (viewer === undefined)
    return (
      <Button variant="outline" full onClick={() => void requireSession().catch(() => undefined)}>
        Sign in to choose a take
      </Button>
    );
  const takes = query.data ?? [];
  return (
    <fieldset className={styles.takes}>
      <legend className="label strong">{optional ? 'A take of it, if you like' : 'Your take'}</legend>
      <Fault>{query.isError && wordsOf(query.error).body}</Fault>
      {query.isPending && <Skeleton height={52} shape="control" />}
      {optional && takes.length > 0 && (
        <label className={styles.take}>
          <input type="radio" name={name} checked={chosen === null} onChange={() => onChoose(null, '')} />
          <span>Movement alone</span>
        </label>
      )}
      {takes.map(take => {
        const wrong = poseMs === undefined ? undefined : wrongLength(take, poseMs);
        return (
          <label key={take.id} className={styles.take}>
            <input
              type="radio"
              name={name}
              checked={chosen === take.id}
              disabled={wrong !== undefined}
              onChange={() => onChoose(take.id, take.title)}
            />
            <span className={styles.words}>
              <span className="strong one-line" dir="auto">
                {take.title}
              </span>
              <span className="label secondary">
                {catalogueNumber(take.number)}
                {take.durationMs !== null && ` · ${seconds(take.durationMs)}`}
                {wrong && `. ${wrong}`}
              </span>
            </span>
          </label>
        );
      })}
      {query.data?.length === 0 && (
        <p className="label secondary">
          {optional ? 'No dance of yours is free to stand beside it.' : 'No song of yours is free. Each take is in one chain.'}
        </p>
      )}
      <Button variant="text" size="small" icon="mic" onClick={onPerform}>
        Perform one now
      </Button>
    </fieldset>
  );
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;

function wrongLength({ durationMs }: FreeTake, poseMs: number): string | undefined {
  if (durationMs === null) return 'Its length is not known.';
  return sameLength(poseMs, durationMs) ? undefined : `Your recording lasts ${seconds(poseMs)}.`;
}
