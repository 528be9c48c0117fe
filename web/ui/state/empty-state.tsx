import type { ReactNode } from 'react';
import { WoodType } from '../wood-type/wood-type.tsx';
import styles from './state.module.css';

type EmptyStateProps = {
  /** The poster line, broken by hand: ["Front row", "is empty"]. */
  lines: readonly string[];
  /** One sentence: what will be here. */
  children: ReactNode;
  /** A still drawing between the poster and the sentence. */
  drawing?: ReactNode;
  /** One action. */
  action?: ReactNode;
};

/** Nothing here yet: a poster line with wit, what will be here, one action. */
export function EmptyState({ lines, children, drawing, action }: EmptyStateProps) {
  return (
    <div className={styles.state}>
      <WoodType lines={lines} height={0.38} />
      {drawing && <div className={styles.drawing}>{drawing}</div>}
      <p className={styles.sentence}>{children}</p>
      {action && <div className={styles.actions}>{action}</div>}
    </div>
  );
}
