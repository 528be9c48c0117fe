const known = new Map<string, string>();

/** The sign between whole and part in the viewer's writing. */
export function decimalSign(locale?: string): string {
  const key = locale ?? '';
  const found =
    known.get(key) ?? new Intl.NumberFormat(locale).formatToParts(1.1).find(part => part.type === 'decimal')?.value ?? '.';
  known.set(key, found);
  return found;
}

/** A whole number with the viewer's separators. */
export function grouped(value: bigint | number, locale?: string): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }).format(value);
}
