type Item = string | number | bigint | boolean | Date | null;

/** A Postgres array literal, to be bound and cast: `unnest(${arrayOf(fids)}::bigint[])`. One parameter whatever the length. */
export function arrayOf(items: readonly Item[]): string {
  return `{${items.map(literal).join(',')}}`;
}

const SPECIAL = /["\\]/;

function literal(item: Item): string {
  if (item === null) return 'NULL';
  if (typeof item !== 'string') return item instanceof Date ? item.toISOString() : String(item);
  // Most texts are hashes: to look is cheaper than to replace.
  return SPECIAL.test(item) ? `"${item.replaceAll(/["\\]/g, '\\$&')}"` : `"${item}"`;
}
