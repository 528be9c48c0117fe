import { type ReactNode, useState } from 'react';
import { useNow } from '../../lib/clock.ts';
import { Button } from '../../ui/button/button.tsx';
import { cx } from '../../ui/cx.ts';
import { countdown } from '../../ui/format/time.ts';
import { Card } from '../../ui/layout/layout.tsx';
import { Steps } from '../../ui/steps/steps.tsx';
import type { ApproveStep } from './approve-coin.ts';
import styles from './launches.module.css';

export type ConsentCardProps = {
  title: string;
  posterUrl: string | null;
  name: string;
  ticker: string;
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
  const { title, posterUrl, name, ticker, expiresAt, step, error, onApprove, onEdit, onRefuse } = props;
  const [refusing, setRefusing] = useState(false);
  const now = useNow(1000);
  const left = expiresAt - now;
  return (
    <section className={styles.consent} aria-label={`${title}: your decision`}>
      <Card highlight>
        <div className={styles.consentHead}>
          <div>
            <h2 className={styles.consentTitle}>{title} crossed the line</h2>
            <p className={styles.consentSays}>
              It can become a coin. Launching is free and permanent. Do nothing and it stays a regular cast.
            </p>
          </div>
          {posterUrl && <img className={styles.consentPicture} src={posterUrl} alt="" />}
        </div>
        <dl className={styles.terms}>
          <Term label="Name" value={name} />
          <Term label="Ticker" value={`$${ticker}`} />
          <Term label="Royalties" value="You 100%" />
          <Term label="Time to decide" value={<span className="figure-inline tabular">{countdown(left)}</span>} />
        </dl>
        {error && (
          <p className={styles.consentError} role="alert">
            {error}
          </p>
        )}
        {left <= 0 ? (
          <p role="status">The time to decide is over. It stays a regular cast.</p>
        ) : step ? (
          <div className={cx('on-paper', styles.onLimelight)}>
            <Steps label="Approving" steps={approveSteps(step, ticker)} />
          </div>
        ) : refusing ? (
          <div className={styles.decide}>
            <p>No coin for {title}? This cannot be undone.</p>
            <div className={styles.buttons}>
              <Button variant="outline" className={styles.onLime} onClick={() => setRefusing(false)}>
                Keep it open
              </Button>
              <Button className={styles.darkOnLime} onClick={onRefuse}>
                No coin
              </Button>
            </div>
          </div>
        ) : (
          <>
            <div className={styles.buttons}>
              <Button variant="outline" className={styles.onLime} onClick={onEdit}>
                Edit
              </Button>
              <Button className={styles.darkOnLime} onClick={onApprove}>
                Approve coin
              </Button>
            </div>
            <button type="button" className={styles.refuse} onClick={() => setRefusing(true)}>
              Not this one
            </button>
          </>
        )}
      </Card>
    </section>
  );
}

function Term({ label, value }: { label: string; value: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function approveSteps(step: ApproveStep, ticker: string) {
  const at = ['checking', 'confirming', 'sending'].indexOf(step);
  const stateAt = (place: number) => (place < at ? ('done' as const) : place === at ? ('now' as const) : ('waiting' as const));
  return [
    { title: 'Details checked', detail: `$${ticker}, paid to your wallet`, state: stateAt(0) },
    { title: 'Confirm in your wallet', detail: 'Signing costs nothing', state: stateAt(1) },
    { title: 'Launch on Base', detail: 'We announce it, then make the coin', state: stateAt(2) },
  ];
}
