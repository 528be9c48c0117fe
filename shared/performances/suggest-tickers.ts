const MIN = 2;
const MAX = 12;

/**
 * Tickers for a title, best first, each of A-Z and 0-9, 2 to 12 long: its words together, shorter without the last words,
 * its initials, and last one from the catalogue number, which nobody else has.
 */
export function suggestTickers(title: string, number: bigint): string[] {
  const words = title
    .normalize('NFKD')
    .replaceAll(/[\p{M}'’]/gu, '')
    .toUpperCase()
    .split(/[^A-Z0-9]+/)
    .filter(Boolean);
  const joined = words.map((_, i) => words.slice(0, words.length - i).join(''));
  const initials = words.map(word => word[0]).join('');
  const candidates = [...joined.filter(text => text.length <= MAX), initials, (words[0] ?? '').slice(0, MAX)];
  const valid = candidates.filter(text => text.length >= MIN && text.length <= MAX);
  return [...new Set([...valid, `GV${number}`])];
}
