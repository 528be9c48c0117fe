const MIN = 2;
const MAX = 12;
/** What still reads as one word on a screen. */
const HANDY = 9;
/** Words that carry no meaning alone: "Rust and ribbon" is not RUSTAND. */
const FILLERS = new Set(['A', 'AN', 'AND', 'AT', 'BY', 'FOR', 'FROM', 'IN', 'OF', 'ON', 'OR', 'THE', 'TO', 'WITH']);

/**
 * Tickers for a title, best first, each of A-Z and 0-9, 2 to 12 long: as many of its telling words together as stay handy, then
 * longer ones, its initials, and last one from the catalogue number, which nobody else has.
 */
export function suggestTickers(title: string, number: bigint): string[] {
  const all = title
    .normalize('NFKD')
    .replaceAll(/[\p{M}'’]/gu, '')
    .toUpperCase()
    .split(/[^A-Z0-9]+/)
    .filter(Boolean);
  const telling = all.filter(word => !FILLERS.has(word));
  const words = telling.length > 0 ? telling : all;
  const joined = words.map((_, i) => words.slice(0, words.length - i).join(''));
  const initials = words.map(word => word[0]).join('');
  const handy = joined.filter(text => text.length <= HANDY);
  const candidates = [...handy, ...joined, initials, (words[0] ?? '').slice(0, MAX)];
  const valid = candidates.filter(text => text.length >= MIN && text.length <= MAX);
  return [...new Set([...valid, `GV${number}`])];
}
