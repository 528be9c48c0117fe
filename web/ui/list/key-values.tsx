import type { ReactNode } from 'react';
import { cx } from '../cx.ts';
import styles from './key-values.module.css';

export type KeyValue = {
  label: string;
  value: ReactNode;
  /** The row that matters most: larger, ruled below. */
  lead?: boolean;
};

/** Names at the left, values at the right. `dense` is for receipts. */
export function KeyValues({ rows, dense }: { rows: readonly KeyValue[]; dense?: boolean }) {
  return (
    <dl className={cx(styles.list, dense && styles.dense)}>
      {rows.map(row => (
        <div key={row.label} className={cx(styles.row, row.lead && styles.lead)}>
          <dt>{row.label}</dt>
          <dd>{row.value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Two or three figures side by side under their names. */
export function FigureRow({ items }: { items: readonly { label: string; value: ReactNode }[] }) {
  return (
    <dl className={styles.figures} style={{ gridTemplateColumns: `repeat(${items.length}, 1fr)` }}>
      {items.map(item => (
        <div key={item.label}>
          <dt className="micro secondary">{item.label}</dt>
          <dd className="figure-inline">{item.value}</dd>
        </div>
      ))}
    </dl>
  );
}
