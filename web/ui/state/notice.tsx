import type { ReactNode } from 'react';
import { cx } from '../cx.ts';
import { Icon } from '../icon/icon.tsx';
import type { IconName } from '../icon/shapes.ts';
import styles from './state.module.css';

type NoticeProps = {
  icon: IconName;
  /** `paper` stands over media and says that the whole screen is affected. */
  tone?: 'plain' | 'warn' | 'down' | 'paper';
  children: ReactNode;
  /** A text button at the right. */
  action?: { label: string; onSelect: () => void } | undefined;
  /** `alert` interrupts a reader, once; `status` waits. */
  role?: 'alert' | 'status';
};

/** A sentence or two beside a drawing: what happened, what it cost, what to do. */
export function Notice({ icon, tone = 'plain', children, action, role }: NoticeProps) {
  return (
    <div className={cx(styles.notice, styles[tone])} role={role}>
      <Icon name={icon} size={20} />
      <div className={styles.said}>{children}</div>
      {action && (
        <button type="button" className={styles.link} onClick={action.onSelect}>
          {action.label}
        </button>
      )}
    </div>
  );
}
