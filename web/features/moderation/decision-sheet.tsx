import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { wordsOf } from '../../lib/errors.ts';
import { Button } from '../../ui/button/button.tsx';
import { Field } from '../../ui/field/field.tsx';
import { Sheet } from '../../ui/sheet/sheet.tsx';
import { Fault } from '../../ui/state/fault.tsx';
import styles from './moderation.module.css';
import { type Decision, decide, type Subject } from './moderation-queries.ts';
import { LONGEST_DETAILS } from './report-reasons.ts';

type Words = { verb: string; doing: string; means: string };

const ofPlace = (kind: 'move' | 'verse'): Record<Decision, Words> => ({
  hide: {
    verb: `Hide ${kind}`,
    doing: 'Hiding',
    means:
      'Its place in the chain stays, and says that it is hidden. Nobody answers it or what follows it, and its take becomes no coin meanwhile. It can be shown again.',
  },
  keep: { verb: `Keep ${kind}`, doing: 'Keeping', means: 'It stays as it is, and these reports are answered.' },
  show: {
    verb: `Show ${kind} again`,
    doing: 'Showing',
    means:
      'It is back in its chain, which goes on through it. If its coin waited, it goes on where its creator had approved it; else they are asked anew.',
  },
});
const WORDS: Record<Subject['kind'], Record<Decision, Words>> = {
  take: {
    hide: {
      verb: 'Hide take',
      doing: 'Hiding',
      means: 'It leaves feeds, search and its page. A coin that is not on its way yet waits. It can be shown again.',
    },
    keep: { verb: 'Keep take', doing: 'Keeping', means: 'It stays as it is, and these reports are answered.' },
    show: {
      verb: 'Show take again',
      doing: 'Showing',
      means:
        'It is back in feeds and search. If its coin waited, it goes on where its creator had approved it; else they are asked anew.',
    },
  },
  chain: {
    hide: {
      verb: 'Hide chain',
      doing: 'Hiding',
      means: 'Nobody sees or answers it. Takes in it stay where they are, but become no coins meanwhile. It can be shown again.',
    },
    keep: { verb: 'Keep chain', doing: 'Keeping', means: 'It stays as it is, and these reports are answered.' },
    show: {
      verb: 'Show chain again',
      doing: 'Showing',
      means:
        'It is back among the chains. Coins that waited go on where their creators had approved them; else these are asked anew.',
    },
  },
  move: ofPlace('move'),
  verse: ofPlace('verse'),
};
const STILL: Words = {
  verb: 'Keep it hidden',
  doing: 'Keeping',
  means: 'This answers the appeal. It stays hidden until an operator shows it again.',
};

type DecisionSheetProps = {
  subject: Subject;
  decision: Decision;
  /** It is hidden already: to hide it is to answer an appeal. */
  hidden?: boolean;
  onClose: () => void;
};

/** Asks an operator why, then decides. */
export function DecisionSheet({ subject, decision, hidden = false, onClose }: DecisionSheetProps) {
  const cache = useQueryClient();
  const [note, setNote] = useState('');
  const words = hidden && decision === 'hide' ? STILL : WORDS[subject.kind][decision];
  const save = useMutation({
    mutationFn: () => decide(subject, decision, note.trim()),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: ['moderation'] });
      void cache.invalidateQueries({ queryKey: ['performances'] });
      void cache.invalidateQueries({ queryKey: ['chains'] });
      onClose();
    },
  });
  return (
    <Sheet open onOpenChange={open => !open && onClose()} title={`${words.verb}: ${subject.title}`}>
      <form
        className={styles.form}
        onSubmit={event => {
          event.preventDefault();
          if (note.trim() && !save.isPending) save.mutate();
        }}
      >
        <p>{words.means}</p>
        <Field
          label="Why"
          value={note}
          maxLength={LONGEST_DETAILS}
          onChange={event => setNote(event.target.value)}
          hint={
            decision === 'keep'
              ? 'Other operators read it. It is kept for good, with your name.'
              : 'Its author reads it, without your name. It is kept for good, and other operators see who said it.'
          }
        />
        <Fault>{save.isError && wordsOf(save.error).body}</Fault>
        <Button
          type="submit"
          size="big"
          full
          working={save.isPending ? words.doing : undefined}
          disabledReason={note.trim() ? undefined : 'Say why first.'}
        >
          {words.verb}
        </Button>
      </form>
    </Sheet>
  );
}
