/** Up to two letters for a name: of its first and last words. "Nia Adeyemi" → "NA", "mei" → "M". */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/u).filter(Boolean);
  const picked = words.length > 1 ? [words[0], words.at(-1)] : words;
  return picked
    .map(word => [...(word ?? '')][0] ?? '')
    .join('')
    .toUpperCase();
}

const INKS = ['amber', 'teal', 'rose', 'cobalt', 'tang', 'moss', 'lilac', 'bone'] as const;
export type Ink = (typeof INKS)[number];

/** The ink of a person: the same for the same key, always. */
export function inkOf(key: string): Ink {
  let sum = 0;
  for (const letter of key) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) >>> 0;
  return INKS[sum % INKS.length] ?? 'bone';
}
