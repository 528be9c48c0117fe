const MOST = 14;

/** A name as poster lines: one if it is short, else two broken where they come out most alike. */
export function nameLines(name: string): string[] {
  const words = name.split(/\s+/).filter(Boolean);
  if (words.length < 2 || [...name].length <= MOST) return [name];
  const breaks = words.slice(1).map((_, i) => [words.slice(0, i + 1).join(' '), words.slice(i + 1).join(' ')]);
  const longest = (lines: string[]) => Math.max(...lines.map(line => [...line].length));
  return breaks.reduce((best, lines) => (longest(lines) < longest(best) ? lines : best));
}
