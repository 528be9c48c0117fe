/** Rows of cells as text for other programs (RFC 4180). A text that a spreadsheet would take for a formula is quoted as text. */
export function csvOf(rows: readonly (readonly string[])[]): string {
  return rows.map(cells => cells.map(cell).join(',')).join('\r\n');
}

function cell(text: string): string {
  const safe = /^[=+@\t\r\n]|^-(?!\d+(?:\.\d+)?$)/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
