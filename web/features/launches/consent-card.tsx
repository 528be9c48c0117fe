import { type ReactNode, useId, useState } from 'react';
import { useNow } from '../../lib/clock.ts';
import { Button } from '../../ui/button/button.tsx';
import { cx } from '../../ui/cx.ts';
import { countdown } from '../../ui/format/time.ts';
import { Card } from '../../ui/layout/layout.tsx';
import { stepState } from '../../ui/steps/step-state.ts';
import { Steps } from '../../ui/steps/steps.tsx';
import { useFocusKept } from '../../ui/use-focus-kept.ts';
import type { ApproveStep } from './approve-coin.ts';
import type { SharedPart } from './consent.ts';
import styles from './launches.module.css';
import { percent } from './percent.ts';

export type ConsentCardProps = {
  title: string;
  pictureUrl: string | null;
  name: string;
  ticker: string;
  /** What the creator keeps, and who shares; in basis points. */
  ownBps: number;
  parts: readonly SharedPart[];
  /** Unix ms; silence after it means no coin. */
  expiresAt: number;
  /** What is happening since Approve was pressed, or null. */
  step: ApproveStep | null;
  /** What went wrong last, in words. */
  error: string | null;
  onApprove: () => void;
  onEdit: () => void;
  onRefuse: () => void;
};

/** The one large limelight field: a take crossed the line and its creator decides. Nothing happens without a yes. */
export function ConsentCard(props: ConsentCardProps) {
  const { title, pictureUrl, name, ticker, ownBps, parts, expiresAt, error } = props;
  const [refusing, setRefusing] = useState(false);
  const now = useNow(1000);
  const left = expiresAt - now;
  // There and back, the first button gets it: never the one that does something for good.
  const kept = useFocusKept<HTMLElement>(card => card.querySelector('button, ol, [role=status]'));
  return (
    <section className={styles.consent} aria-label={`${title}: your decision`} {...kept}>
      <Card highlight>
        <div className={styles.consentHead}>
          <div>
            <h2 className={styles.consentTitle}>{title} crossed the line</h2>
            <p className={styles.consentSays}>
              It can become a coin. Launching is free and permanent. Do nothing and it stays a regular cast.
            </p>
          </div>
          {pictureUrl && <img className={styles.consentPicture} src={pictureUrl} alt="On the coin" />}
        </div>
        <dl className={styles.terms}>
          <Term label="Name" value={name} />
          <Term label="Ticker" value={`$${ticker}`} />
          <Term label="Paired with" value="ETH" />
          <Term label="Royalties" value={`You ${percent(ownBps)}`} />
          {parts.map(part => (
            <Term key={part.username} label={<PartName part={part} />} value={percent(part.bps)} />
          ))}
          <Term label="Time to decide" value={<span className="figure-inline tabular">{countdown(left)}</span>} />
        </dl>
        {error && (
          <p className={styles.consentError} role="alert">
            {error}
          </p>
        )}
        <Answer {...props} left={left} refusing={refusing} setRefusing={setRefusing} />
      </Card>
    </section>
  );
}

type AnswerProps = ConsentCardProps & {
  /** Ms until the time to decide is over. */
  left: number;
  /** Whether it is asked once more before "no coin". */
  refusing: boolean;
  setRefusing: (refusing: boolean) => void;
};

/** What can be answered, how the answer is on its way, or that the time is over. */
function Answer(props: AnswerProps) {
  const { title, ticker, parts, pictureUrl, step, onApprove, onEdit, onRefuse, left, refusing, setRefusing } = props;
  const question = useId();
  if (left <= 0) return <p role="status">The time to decide is over. It stays a regular cast.</p>;
  if (step)
    return (
      <div className={cx('on-paper', styles.onLimelight)}>
        <Steps label="Approving" steps={approveSteps(step, ticker, parts.length > 0)} />
      </div>
    );
  if (refusing)
    return (
      <div className={styles.decide}>
        <p id={question}>No coin for {title}? This cannot be undone.</p>
        <div className={styles.buttons}>
          <Button
            variant="outline"
            className={styles.onLime}
            // The focus comes here by itself: who hears the page is told what is asked.
            aria-describedby={question}
            onClick={() => setRefusing(false)}
          >
            Keep it open
          </Button>
          <Button className={styles.darkOnLime} onClick={onRefuse}>
            No coin
          </Button>
        </div>
      </div>
    );
  const missing = waitsFor(parts) ?? (pictureUrl ? undefined : 'Choose a picture under Edit: Zora shows no coin without one.');
  return (
    <>
      {missing && <p className={styles.partWait}>{missing}</p>}
      <div className={styles.buttons}>
        <Button variant="outline" className={styles.onLime} onClick={onEdit}>
          Edit
        </Button>
        <Button className={styles.darkOnLime} onClick={onApprove} disabledReason={missing}>
          Approve coin
        </Button>
      </div>
      <button type="button" className={styles.refuse} onClick={() => setRefusing(true)}>
        Not this one
      </button>
    </>
  );
}

const ANSWERS = { asked: 'was asked', accepted: 'accepted', declined: 'said no' };

function PartName({ part }: { part: SharedPart }) {
  return (
    <>
      {part.displayName} <span className={styles.partAnswer}>· {ANSWERS[part.answer]}</span>
    </>
  );
}

/** Why the coin cannot be approved yet. */
function waitsFor(parts: readonly SharedPart[]): string | undefined {
  const open = parts.find(({ answer }) => answer !== 'accepted');
  if (!open) return undefined;
  return open.answer === 'asked' ? `${open.displayName} has still to accept.` : `${open.displayName} said no. Edit the split.`;
}

function Term({ label, value }: { label: ReactNode; value: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function approveSteps(step: ApproveStep, ticker: string, shared: boolean) {
  const at = ['checking', 'confirming', 'sending'].indexOf(step);
  const stateAt = (place: number) => stepState(place, at);
  return [
    { title: 'Details checked', detail: `$${ticker}, paid ${shared ? 'to all who share' : 'to your wallet'}`, state: stateAt(0) },
    { title: 'Confirm in your wallet', detail: 'Signing costs nothing', state: stateAt(1) },
    { title: 'Launch on Base', detail: 'We announce it, then make the coin', state: stateAt(2) },
  ];
}
