import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { wordsOf } from '../../lib/errors.ts';
import { Badge } from '../../ui/badge/badge.tsx';
import { Button } from '../../ui/button/button.tsx';
import { capitalized } from '../../ui/format/capitalized.ts';
import { catalogueNumber } from '../../ui/format/catalogue.ts';
import { Card } from '../../ui/layout/layout.tsx';
import { Fault } from '../../ui/state/fault.tsx';
import { useFocusKept } from '../../ui/use-focus-kept.ts';
import type { Hold } from './hold.ts';
import { sendAppeal } from './holds-query.ts';
import styles from './moderation.module.css';
import { LONGEST_DETAILS } from './report-reasons.ts';
import { Said } from './said.tsx';

const STATES: Record<Hold['state'], string> = {
  open: 'Held',
  waiting: 'Appeal sent',
  final: 'Appeal answered',
  cleared: 'Cleared',
};

const hiddenPlace = (kind: 'move' | 'verse') =>
  `An operator hid this ${kind}. Its place in the chain stays, but you alone see what stands there. Nobody answers it, and its take becomes no coin.`;
const HIDDEN: Record<Hold['kind'], string> = {
  take: 'An operator hid this take. It is out of feeds and search, and becomes no coin.',
  chain: 'An operator hid this chain. Nobody sees or answers it, and takes in it become no coins.',
  move: hiddenPlace('move'),
  verse: hiddenPlace('verse'),
};

/** Why something of the viewer's is held, what they may say to it, and what came back. */
export function HoldCard({ hold }: { hold: Hold }) {
  const { kind, title, number, state, note, appeal } = hold;
  const [asked, setAsked] = useState(false);
  const kept = useFocusKept<HTMLElement>(card => card.querySelector('textarea'));
  return (
    <Card className={styles.hold ?? ''}>
      <section {...kept} aria-label={`${title}: ${STATES[state].toLowerCase()}`}>
        <div className={styles.heading}>
          <h3 className="heading-2">
            {kind !== 'take' && `${capitalized(kind)} `}
            {title} · {catalogueNumber(number)}
          </h3>
          <Badge icon={state === 'cleared' ? 'check' : 'clock'}>{STATES[state]}</Badge>
        </div>
        <p>{whyOf(hold)}</p>
        {note && <Said by={state === 'final' || state === 'cleared' ? 'An operator answered' : 'An operator says'}>{note}</Said>}
        {appeal && <Said by="You said">{appeal}</Said>}
        {state === 'waiting' && <p className="label secondary">An operator reads it and answers here.</p>}
        {state === 'final' && <p className="label secondary">The answer stands.</p>}
        {state === 'open' && asked && <AppealForm hold={hold} />}
        {state === 'open' && !asked && (
          <div className={styles.acts}>
            <Button size="small" variant="outline" onClick={() => setAsked(true)}>
              Appeal
            </Button>
          </div>
        )}
      </section>
    </Card>
  );
}

function whyOf({ kind, because, state, like, note }: Hold): string {
  if (state === 'cleared')
    return because === 'hidden'
      ? `An operator showed this ${kind} again.`
      : 'An operator found that it is your own. It may become a coin.';
  if (because === 'hidden') return HIDDEN[kind];
  if (because === 'unheard' && !note)
    return 'We could not compare its sound with other takes. People still hear it; before it can become a coin an operator listens to it.';
  const older = like.map(each => `${each.title} (${catalogueNumber(each.number)})`);
  const of = older.length > 0 ? older.join(' and ') : 'an older take of somebody else';
  return note
    ? `An operator found that it is a copy of ${of}. It becomes no coin.`
    : `It sounds like ${of}. People still hear it; before it can become a coin an operator listens to both.`;
}

function AppealForm({ hold }: { hold: Hold }) {
  const id = useId();
  const cache = useQueryClient();
  const [words, setWords] = useState('');
  const send = useMutation({
    mutationFn: () => sendAppeal(hold, words.trim()),
    onSettled: () => cache.invalidateQueries({ queryKey: ['moderation', 'holds'] }),
  });
  return (
    <form
      className={styles.form}
      onSubmit={event => {
        event.preventDefault();
        if (words.trim() && !send.isPending) send.mutate();
      }}
    >
      <div className={styles.words}>
        <label htmlFor={id}>What should an operator know?</label>
        <textarea
          id={id}
          rows={4}
          maxLength={LONGEST_DETAILS}
          value={words}
          onChange={event => setWords(event.target.value)}
          aria-describedby={`${id}-hint`}
        />
        <p id={`${id}-hint`} className="label secondary">
          You can write once. {words.length}/{LONGEST_DETAILS}
        </p>
      </div>
      <Fault>{send.isError && wordsOf(send.error).body}</Fault>
      <Button
        type="submit"
        working={send.isPending ? 'Sending' : undefined}
        disabledReason={words.trim() ? undefined : 'Write something first.'}
      >
        Send appeal
      </Button>
    </form>
  );
}
