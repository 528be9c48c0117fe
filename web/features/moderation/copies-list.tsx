import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useNow } from '../../lib/clock.ts';
import { wordsOf } from '../../lib/errors.ts';
import { Button } from '../../ui/button/button.tsx';
import { Field } from '../../ui/field/field.tsx';
import { catalogueNumber } from '../../ui/format/catalogue.ts';
import { timeLabel } from '../../ui/format/time.ts';
import { Fault } from '../../ui/state/fault.tsx';
import { answerCopy, copiesQuery, type HeldCopy } from './copy-queries.ts';
import styles from './moderation.module.css';
import { OperatorState } from './operator-state.tsx';
import { LONGEST_DETAILS } from './report-reasons.ts';
import { Said } from './said.tsx';

/** Takes that wait for a human, because they are like older ones of others or could not be compared with them. */
export function CopiesList({ onTake }: { onTake: (id: string) => void }) {
  const query = useQuery(copiesQuery);
  if (!query.data?.length)
    return (
      <OperatorState query={query} lines={['No', 'echo']}>
        No take sounds like another.
      </OperatorState>
    );
  return (
    <ul className={styles.list} aria-label="Possible copies">
      {query.data.map(copy => (
        <Item key={copy.take.id} copy={copy} onTake={onTake} />
      ))}
    </ul>
  );
}

/** What was found, in a sentence with the older take in it. */
function reasonOf({ because, difference, original }: HeldCopy['claims'][number]): string {
  if (because === 'unheard' || !original) return 'We could not compare its sound with other takes. Listen to it.';
  const older = `${original.title} · ${catalogueNumber(original.number)}`;
  if (because === 'same-bytes') return `The same file as ${older}`;
  return `Sounds like ${older}: ${Math.round((1 - (difference ?? 1)) * 100)}% of bits agree`;
}

function Item({ copy, onTake }: { copy: HeldCopy; onTake: (id: string) => void }) {
  const cache = useQueryClient();
  const now = useNow(60_000);
  const [why, setWhy] = useState('');
  /** A button among many that are called the same says in whose row it stands. */
  const about = { 'aria-describedby': useId() };
  const { take, claims, at, note, operator, appeal } = copy;
  const save = useMutation({
    mutationFn: (answer: 'copy' | 'own') =>
      answerCopy(
        claims.map(({ claim }) => claim),
        answer,
        why.trim(),
      ),
    onSettled: () => cache.invalidateQueries({ queryKey: ['moderation', 'copies'] }),
  });
  const reason = why.trim() ? undefined : 'Say why first.';
  const saying = (answer: 'copy' | 'own') => (save.isPending && save.variables === answer ? 'Saving' : undefined);
  const say = (answer: 'copy' | 'own') => {
    if (!save.isPending) save.mutate(answer);
  };
  return (
    <li className={styles.item}>
      <h2 className="heading-2" id={about['aria-describedby']}>
        <bdi>{take.title}</bdi> · {catalogueNumber(take.number)}
      </h2>
      <ul className={styles.claims} aria-label="What was found">
        {claims.map(({ claim, original, ...found }) => (
          <li key={claim}>
            <span className="label secondary">{reasonOf({ claim, original, ...found })}</span>
            {original && (
              <Button size="small" variant="text" onClick={() => onTake(original.id)}>
                Hear the older one
              </Button>
            )}
          </li>
        ))}
      </ul>
      <p className="label secondary">Found {timeLabel(at, now, { ago: true })}</p>
      {note !== null && <Said by={`${operator ?? 'Someone who left'} answered`}>{note}</Said>}
      {appeal && <Said by="Its author says">{appeal}</Said>}
      <Field
        label="Why"
        value={why}
        maxLength={LONGEST_DETAILS}
        onChange={event => setWhy(event.target.value)}
        hint="Its creator reads it."
      />
      <Fault>{save.isError && wordsOf(save.error).body}</Fault>
      <div className={styles.acts}>
        <Button
          {...about}
          size="small"
          variant="outline"
          working={saying('own')}
          disabledReason={reason}
          onClick={() => say('own')}
        >
          Their own
        </Button>
        <Button
          {...about}
          size="small"
          variant="quiet"
          working={saying('copy')}
          disabledReason={reason}
          onClick={() => say('copy')}
        >
          A copy
        </Button>
        <Button {...about} size="small" variant="text" onClick={() => onTake(take.id)}>
          Hear it
        </Button>
      </div>
    </li>
  );
}
