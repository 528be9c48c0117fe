import type { ReactNode } from 'react';
import { cx } from '../cx.ts';
import { Icon } from '../icon/icon.tsx';
import styles from './steps.module.css';

export type Step = {
  title: string;
  detail?: ReactNode;
  state: 'done' | 'now' | 'waiting' | 'failed';
  /** At the right: a time. */
  end?: ReactNode;
};

const SPOKEN = { done: 'done', now: 'in progress', waiting: 'waiting', failed: 'failed' } as const;

/** What has happened, what happens now and what comes, in order. */
export function Steps({ steps, label }: { steps: readonly Step[]; label: string }) {
  return (
    <ol className={styles.steps} aria-label={label}>
      {steps.map(step => (
        <li
          key={step.title}
          className={cx(styles.step, styles[step.state])}
          aria-current={step.state === 'now' ? 'step' : undefined}
        >
          <span className={styles.mark} aria-hidden="true">
            {step.state === 'done' && <Icon name="check" size={16} />}
            {step.state === 'now' && <Icon name="more" size={16} />}
            {step.state === 'failed' && <Icon name="close" size={16} />}
          </span>
          <span className={styles.words}>
            <span className={styles.title}>
              {step.title}
              <span className="visually-hidden">, {SPOKEN[step.state]}</span>
            </span>
            {step.detail && <span className={styles.detail}>{step.detail}</span>}
          </span>
          {step.end && <span className={styles.detail}>{step.end}</span>}
        </li>
      ))}
    </ol>
  );
}
