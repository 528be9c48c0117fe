/** Basis points as a person writes them: 2050 → "20.5%". */
export function percent(bps: number): string {
  return `${bps / 100}%`;
}

/** What a person wrote as basis points; null when it is no percentage with at most two decimals. A comma is a point. */
export function bpsOf(text: string): number | null {
  const found = /^(\d{1,3})(?:[.,](\d{1,2}))?\s*%?$/.exec(text.trim());
  if (!found) return null;
  return Number(found[1]) * 100 + Number((found[2] ?? '').padEnd(2, '0'));
}
