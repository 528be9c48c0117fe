import type { ReactNode } from 'react';
import { cx } from '../cx.ts';
import { Icon } from '../icon/icon.tsx';
import type { IconName } from '../icon/shapes.ts';
import styles from './badge.module.css';

type BadgeProps = {
  /** `limelight`: the one state that matters. `neutral`, `paper`: a state. `outline`: a fact. */
  tone?: 'limelight' | 'neutral' | 'paper' | 'outline';
  icon?: IconName;
  children: ReactNode;
};

/** A state in words, 24 px high. */
export function Badge({ tone = 'neutral', icon, children }: BadgeProps) {
  return (
    <span className={cx(styles.badge, styles[tone])}>
      {icon && <Icon name={icon} size={14} />}
      {children}
    </span>
  );
}

/** "Live" beside its breathing dot. Take it away when data is older than 30 s. */
export function LiveMark({ children = 'Live' }: { children?: ReactNode }) {
  return <span className={styles.live}>{children}</span>;
}
