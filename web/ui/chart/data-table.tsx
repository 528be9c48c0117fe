import type { ReactNode } from 'react';
import { Table } from '../table/table.tsx';
import styles from './data-table.module.css';

type DataTableProps = { caption: string; columns: readonly string[]; rows: readonly (readonly ReactNode[])[] };

/** The same numbers as a chart, in words, behind "View as table". */
export function DataTable(table: DataTableProps) {
  return (
    <details className={styles.details}>
      <summary>View as table</summary>
      <div className={styles.scroll}>
        <Table {...table} />
      </div>
    </details>
  );
}
