/** What can stand in a row of ours. */
export type Value = string | number | null;

const WORD = /^[a-z][a-z0-9_]{0,60}$/;
/** NUL ends a text in SQLite, and a half of a surrogate pair is no UTF-8: neither comes back as it went. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is the one that is meant
const UNFIT = /\u0000|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** A name of a table or column, as it is: nothing that would need quotes is let through. @throws RangeError */
export function identifier(name: string): string {
  if (!WORD.test(name)) throw new RangeError(`not a name of ours: ${JSON.stringify(name)}`);
  return name;
}

/**
 * A value as a literal of SQLite. A text ends at a quote that is not doubled and at nothing else; backslashes mean nothing.
 * @throws RangeError for what would not come back as it is
 */
export function literal(value: Value): string {
  if (value === null) return 'null';
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new RangeError(`not a whole number: ${value}`);
    return String(value);
  }
  if (UNFIT.test(value)) throw new RangeError('a text that would not come back as it is');
  return `'${value.replaceAll("'", "''")}'`;
}

/** `insert into TABLE(COLUMNS)values(VALUES)`. Columns keep their order. */
export function insertStatement(table: string, row: Readonly<Record<string, Value>>): string {
  const columns = Object.keys(row).map(identifier);
  return `insert into ${identifier(table)}(${columns.join(',')})values(${Object.values(row).map(literal).join(',')})`;
}

/** The table and row of a statement that `insertStatement` made; null for any other text. */
export function readInsert(statement: string): { table: string; row: Record<string, Value> } | null {
  const [, table, columns, values] = /^insert into ([a-z0-9_]+)\(([a-z0-9_,]+)\)values\((.*)\)$/s.exec(statement) ?? [];
  if (table === undefined || columns === undefined || values === undefined) return null;
  const found = valuesIn(values);
  const names = columns.split(',');
  if (found === null || found.length !== names.length) return null;
  const row = Object.fromEntries(names.map((name, at) => [name, found[at] ?? null]));
  // Whatever reads like ours and is written otherwise is not ours.
  return isOurs(statement, table, row) ? { table, row } : null;
}

function isOurs(statement: string, table: string, row: Record<string, Value>): boolean {
  try {
    return insertStatement(table, row) === statement;
  } catch {
    return false;
  }
}

const LITERAL = /(?:'((?:[^']|'')*)'|(-?\d+)|(null))(,|$)/y;

function valuesIn(list: string): Value[] | null {
  const found: Value[] = [];
  LITERAL.lastIndex = 0;
  for (;;) {
    const match = LITERAL.exec(list);
    if (match === null) return null;
    const [, text, digits, , more] = match;
    found.push(text !== undefined ? text.replaceAll("''", "'") : digits === undefined ? null : Number(digits));
    if (more === '') return found;
  }
}
