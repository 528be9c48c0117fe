import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { wordsOf } from '../../lib/errors.ts';
import { Button } from '../../ui/button/button.tsx';
import { Field } from '../../ui/field/field.tsx';
import { Sheet } from '../../ui/sheet/sheet.tsx';
import { Fault } from '../../ui/state/fault.tsx';
import { answerSong } from './act-on-chain.ts';
import type { Move } from './chain.ts';
import styles from './chains.module.css';
import { CreditNote } from './credit-note.tsx';
import { TakePicker } from './take-picker.tsx';

type AddVerseSheetProps = {
  answers: Move;
  /** A take that was just performed for it. */
  takeId: string | null;
  onPerform: () => void;
  onClose: () => void;
};

/** Answers a verse with a take of one's own. */
export function AddVerseSheet({ answers, takeId, onPerform, onClose }: AddVerseSheetProps) {
  const cache = useQueryClient();
  const [take, setTake] = useState(takeId);
  const [name, setName] = useState('');
  const send = useMutation({
    mutationFn: () => answerSong(answers.id, { name: name.trim(), takeId: take ?? '' }),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: ['chains'] });
      onClose();
    },
  });
  const reason = take === null ? 'Choose a take first.' : name.trim() ? undefined : 'Name your verse first.';
  return (
    <Sheet open onOpenChange={open => !open && onClose()} title="Add your verse">
      <form
        className={styles.form}
        onSubmit={event => {
          event.preventDefault();
          if (reason === undefined && !send.isPending) send.mutate();
        }}
      >
        <p>
          Your take comes after {answers.name} by {answers.person.name}.
        </p>
        <TakePicker kind="song" chosen={take} onChoose={setTake} onPerform={onPerform} />
        <Field
          label="Name of your verse"
          hint="Second verse, duet, answer"
          value={name}
          maxLength={40}
          onChange={event => setName(event.target.value)}
        />
        <CreditNote of={{ move: answers.id }} />
        <Fault>{send.isError && wordsOf(send.error).body}</Fault>
        <Button type="submit" size="big" full icon="plus" working={send.isPending ? 'Adding' : undefined} disabledReason={reason}>
          Add your verse
        </Button>
      </form>
    </Sheet>
  );
}
