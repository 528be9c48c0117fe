import { useMutation } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { wordsOf } from '../../lib/errors.ts';
import { Button } from '../../ui/button/button.tsx';
import { Field } from '../../ui/field/field.tsx';
import { Sheet } from '../../ui/sheet/sheet.tsx';
import { Fault } from '../../ui/state/fault.tsx';
import styles from './moderation.module.css';
import type { Subject } from './moderation-queries.ts';
import { LONGEST_DETAILS, REASONS, type Reason } from './report-reasons.ts';
import { sendReport } from './send-report.ts';

type ReportSheetProps = {
  subject: Subject;
  onClose: () => void;
  /** It was sent: it need not be seen again. */
  onSent: () => void;
};

/** Says what is wrong with a take or a chain. Who reports stays unknown to its creator. */
export function ReportSheet({ subject, onClose, onSent }: ReportSheetProps) {
  const [reason, setReason] = useState<Reason | null>(null);
  const [details, setDetails] = useState('');
  const send = useMutation({
    mutationFn: (chosen: Reason) => sendReport(subject, chosen, details),
    onSuccess: onSent,
  });
  const thanks = useCallback((said: HTMLElement | null) => said?.querySelector('button')?.focus(), []);
  return (
    <Sheet open onOpenChange={open => !open && onClose()} title={send.isSuccess ? 'Thank you' : `Report ${subject.title}`}>
      {send.isSuccess ? (
        <div className={styles.form} ref={thanks}>
          <p role="status">
            People who look after GigaVibe will look at it.
            {subject.kind === 'take' && ' You will not see this take in your feed until you reload.'}
          </p>
          <Button size="big" full onClick={onClose}>
            Close
          </Button>
        </div>
      ) : (
        <form
          className={styles.form}
          onSubmit={event => {
            event.preventDefault();
            if (reason && !send.isPending) send.mutate(reason);
          }}
        >
          <fieldset className={styles.reasons}>
            <legend className="visually-hidden">What is wrong</legend>
            {REASONS.map(({ value, label }) => (
              <label key={value} className={styles.reason}>
                <input type="radio" name="reason" value={value} checked={reason === value} onChange={() => setReason(value)} />
                {label}
              </label>
            ))}
          </fieldset>
          <Field
            label="Anything to add?"
            value={details}
            maxLength={LONGEST_DETAILS}
            onChange={event => setDetails(event.target.value)}
            hint="The creator does not see who reported."
          />
          <Fault>{send.isError && wordsOf(send.error).body}</Fault>
          <Button
            type="submit"
            size="big"
            full
            working={send.isPending ? 'Sending' : undefined}
            disabledReason={reason ? undefined : 'Choose what is wrong first.'}
          >
            Send report
          </Button>
        </form>
      )}
    </Sheet>
  );
}
