import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { wordsOf } from '../../lib/errors.ts';
import { Button } from '../../ui/button/button.tsx';
import { Field } from '../../ui/field/field.tsx';
import { Sheet } from '../../ui/sheet/sheet.tsx';
import { Notice } from '../../ui/state/notice.tsx';
import styles from './moderation.module.css';
import { type Decision, decide } from './moderation-queries.ts';
import { LONGEST_DETAILS } from './report-reasons.ts';

const WORDS: Record<Decision, { verb: string; doing: string; means: string }> = {
  hide: {
    verb: 'Hide take',
    doing: 'Hiding',
    means: 'It leaves feeds, search and its page. A coin that is not on its way yet waits. It can be shown again.',
  },
  keep: { verb: 'Keep take', doing: 'Keeping', means: 'It stays as it is, and these reports are answered.' },
  show: {
    verb: 'Show take again',
    doing: 'Showing',
    means: 'It is back in feeds and search. If its coin waited, its creator is asked anew.',
  },
};

type DecisionSheetProps = { take: { id: string; title: string }; decision: Decision; onClose: () => void };

/** Asks an operator why, then decides. */
export function DecisionSheet({ take, decision, onClose }: DecisionSheetProps) {
  const cache = useQueryClient();
  const [note, setNote] = useState('');
  const words = WORDS[decision];
  const save = useMutation({
    mutationFn: () => decide(take.id, decision, note.trim()),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: ['moderation'] });
      void cache.invalidateQueries({ queryKey: ['performances'] });
      onClose();
    },
  });
  return (
    <Sheet open onOpenChange={open => !open && onClose()} title={`${words.verb}: ${take.title}`}>
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
          hint="Other operators read it. It is kept for good, with your name."
        />
        {save.isError && (
          <Notice icon="warning" tone="down" role="alert">
            {wordsOf(save.error).body}
          </Notice>
        )}
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
