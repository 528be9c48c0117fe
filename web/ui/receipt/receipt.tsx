import type { ReactNode } from 'react';
import { cx } from '../cx.ts';
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
export function SumTable({ columns, rows, total, caption }: SumTableProps) {
  return (
    <table className={styles.table}>
      <caption className="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          {columns.map(column => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows of a receipt never move
          <tr key={at}>
            {row.map((cell, column) => (
              <td key={columns[column]}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          {total.map((cell, column) => (
            <td key={columns[column]}>{cell}</td>
          ))}
        </tr>
      </tfoot>
    </table>
  );
}
