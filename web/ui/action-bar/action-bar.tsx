import type { ReactNode } from 'react';
import styles from './action-bar.module.css';

type ActionBarProps = {
  /** The price or the fact that the actions are about; shown at the left. */
  lead?: ReactNode;
  /** One or two buttons; the last is the main one and gets the most room. */
  children: ReactNode;
  label?: string;
};

/** The sticky foot of a page with a decision; stands where the tab bar stands elsewhere, which gives way to its attribute. */
export function ActionBar({ lead, children, label = 'Actions' }: ActionBarProps) {
  return (
    <section aria-label={label} className={styles.bar} data-action-bar>
      {lead && <div className={styles.lead}>{lead}</div>}
      <div className={styles.actions}>{children}</div>
    </section>
  );
}
