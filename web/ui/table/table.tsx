import type { ReactNode } from 'react';

type TableProps = {
  /** Read aloud before the table; not shown. */
  caption: string;
  columns: readonly string[];
  /** They never change places. */
  rows: readonly (readonly ReactNode[])[];
  /** The last row, where rows add up to one. */
  total?: readonly ReactNode[];
  className?: string | undefined;
};

/** Cells under the names of their columns. */
export function Table({ caption, columns, rows, total, className }: TableProps) {
  const row = (cells: readonly ReactNode[]) => cells.map((cell, column) => <td key={columns[column]}>{cell}</td>);
  return (
    <table className={className}>
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
        {rows.map((cells, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name but their place
          <tr key={at}>{row(cells)}</tr>
        ))}
      </tbody>
      {total && (
        <tfoot>
          <tr>{row(total)}</tr>
        </tfoot>
      )}
    </table>
  );
}
