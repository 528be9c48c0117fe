import type { ReactNode } from 'react';
import { cx } from '../cx.ts';
import { Table } from '../table/table.tsx';
import styles from './receipt.module.css';

type ReceiptProps = {
  title: string;
  /** When and how it was counted. */
  note?: ReactNode;
  /** Printed at the right: "No. 0412". */
  stamp?: ReactNode;
  children: ReactNode;
};

/** A slip of paper with a torn foot, in both themes. What is printed on it does not change again. */
export function Receipt({ title, note, stamp, children }: ReceiptProps) {
  return (
    <div className={styles.receipt}>
      <div className={cx('on-paper', styles.print)}>
        <div className={styles.head}>
          <div>
            <h2 className="heading-2">{title}</h2>
            {note && <p className={styles.note}>{note}</p>}
          </div>
          {stamp && <span className={cx('catalogue', styles.stamp)}>{stamp}</span>}
        </div>
        {children}
      </div>
    </div>
  );
}

type SumTableProps = {
  columns: readonly string[];
  rows: readonly (readonly ReactNode[])[];
  /** The last row, under a rule. */
  total: readonly ReactNode[];
  caption: string;
};

/** Rows that add up to their last. */
export function SumTable(table: SumTableProps) {
  return <Table {...table} className={styles.table} />;
}
