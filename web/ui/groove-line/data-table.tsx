import type { ReactNode } from 'react';
import styles from './groove-line.module.css';

type DataTableProps = { caption: string; columns: readonly string[]; rows: readonly (readonly ReactNode[])[] };

/** The same numbers as a chart, in words, behind "View as table". */
export function DataTable({ caption, columns, rows }: DataTableProps) {
  return (
    <details className={styles.details}>
      <summary>View as table</summary>
      <div className={styles.scroll}>
        <table>
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
              // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name but their place
              <tr key={at}>
                {row.map((cell, column) => (
                  <td key={columns[column]}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
