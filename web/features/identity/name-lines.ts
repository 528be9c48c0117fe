const MOST = 14;
/** A word longer than this would be a hairline in one line. */
const LONGEST = 24;

/** A name as poster lines: one if it is short, else two broken where they come out most alike. Only a word that no line can hold is broken itself. */
export function nameLines(name: string): string[] {
  const words = name.split(/\s+/).filter(Boolean);
  if (words.some(word => [...word].length > LONGEST)) return pieces(words.join(' '));
  if (words.length < 2 || [...name].length <= MOST) return [name];
  const breaks = words.slice(1).map((_, i) => [words.slice(0, i + 1).join(' '), words.slice(i + 1).join(' ')]);
  const longest = (lines: string[]) => Math.max(...lines.map(line => [...line].length));
  return breaks.reduce((best, lines) => (longest(lines) < longest(best) ? lines : best));
}

/** As long as each other, none longer than a line holds. */
function pieces(name: string): string[] {
  const letters = [...name];
  const each = Math.ceil(letters.length / Math.ceil(letters.length / LONGEST));
  const count = Math.ceil(letters.length / each);
  return Array.from({ length: count }, (_, i) =>
    letters
      .slice(i * each, (i + 1) * each)
      .join('')
      .trim(),
  );
}
