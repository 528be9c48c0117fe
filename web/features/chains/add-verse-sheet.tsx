import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Field } from '../../ui/field/field.tsx';
import { answerSong } from './act-on-chain.ts';
import type { Move } from './chain.ts';
import { CreditNote } from './credit-note.tsx';
import { FormSheet } from './form-sheet.tsx';
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
    <FormSheet
      title="Add your verse"
      button={{ label: 'Add your verse', working: 'Adding', icon: 'plus' }}
      reason={reason}
      send={send}
      onClose={onClose}
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
    </FormSheet>
  );
}
