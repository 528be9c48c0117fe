import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { wordsOf } from '../../lib/errors.ts';
import { Button } from '../../ui/button/button.tsx';
import { Field } from '../../ui/field/field.tsx';
import { Fault } from '../../ui/state/fault.tsx';
import type { HoldersFile } from './holders-file.ts';
import { Opened } from './opened.tsx';
import styles from './premium.module.css';
import { moderateHoldersFile } from './premium-calls.ts';
import { useOpening } from './use-opening.ts';

type OperatorActsProps = { file: HoldersFile; title: string; onPlay: () => void };

/** Operators open what was reported, and take it down or put it back; each with a reason that is kept. */
export function OperatorActs({ file, title, onPlay }: OperatorActsProps) {
  const cache = useQueryClient();
  const [why, setWhy] = useState('');
  const reason = why.trim();
  const { working, fault, blob, open } = useOpening(file.id);
  const decide = useMutation({
    mutationFn: () => moderateHoldersFile(file.id, file.takenDown === null ? 'take_down' : 'put_back', reason),
    onSuccess: () => cache.invalidateQueries({ queryKey: ['premium'] }),
  });
  const missing = reason ? undefined : 'Say why first.';
  const trouble = decide.error ?? fault;
  return (
    <details className={styles.operator}>
      <summary>As an operator</summary>
      <div className={styles.form}>
        {file.takenDown !== null && <p className="label secondary">Taken down: {file.takenDown}</p>}
        <Field
          label="Why"
          value={why}
          maxLength={500}
          onChange={event => setWhy(event.target.value)}
          hint="Kept for good with your name. If you take it down, its maker reads it."
        />
        {blob && <Opened blob={blob} title={title} onPlay={onPlay} />}
        <Fault>{trouble !== null && wordsOf(trouble).body}</Fault>
        <div className={styles.acts}>
          <Button variant="outline" size="small" working={working} disabledReason={missing} onClick={() => open(reason)}>
            Open to judge
          </Button>
          <Button
            variant="quiet"
            size="small"
            working={decide.isPending ? 'Deciding' : undefined}
            disabledReason={missing}
            onClick={() => decide.mutate()}
          >
            {file.takenDown === null ? 'Take it down' : 'Put it back'}
          </Button>
        </div>
      </div>
    </details>
  );
}
