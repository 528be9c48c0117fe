type Item = string | number | bigint | boolean | Date | null;

/** A Postgres array literal, to be bound and cast: `unnest(${arrayOf(fids)}::bigint[])`. One parameter whatever the length. */
export function arrayOf(items: readonly Item[]): string {
  return `{${items.map(literal).join(',')}}`;
}

function literal(item: Item): string {
  if (item === null) return 'NULL';
  if (item instanceof Date) return item.toISOString();
  if (typeof item !== 'string') return String(item);
  return `"${item.replaceAll(/["\\]/g, '\\$&')}"`;
}
