const MAX_LINES = 3;
const MAX_LINE = 12;
const MAX_TOTAL = 32;

const lengthOf = (text: string): number => [...text].length;

/**
 * Breaks a title into a poster: at most 3 lines of 12 characters, 32 in total, as few and as even as they come.
 * A long single word is never broken and has its line to itself. Words that find no room are left off; one that alone is
 * longer than a poster is cut.
 */
export function posterLines(title: string): string[] {
  const words = title.split(/\s+/u).filter(Boolean);
  for (let count = words.length; count > 0; count--) {
    const fitting = breaks(words.slice(0, count), MAX_LINES).filter(fits);
    const best = fitting.sort((a, b) => a.length - b.length || unevenness(a) - unevenness(b))[0];
    if (best) return best;
  }
  return [[...(words[0] ?? '?')].slice(0, MAX_TOTAL).join('')];
}

/** Every way to set the words on at most `lines` lines; what can fit no poster is not followed. */
function breaks(words: readonly string[], lines: number): string[][] {
  if (words.length === 0) return [[]];
  if (lines === 0) return [];
  const found: string[][] = [];
  for (let taken = 1; taken <= words.length; taken++) {
    const line = words.slice(0, taken).join(' ');
    if (taken > 1 && lengthOf(line) > MAX_LINE) break;
    for (const rest of breaks(words.slice(taken), lines - 1)) found.push([line, ...rest]);
  }
  return found;
}

function fits(lines: readonly string[]): boolean {
  return lines.reduce((sum, line) => sum + lengthOf(line), 0) <= MAX_TOTAL;
}

function unevenness(lines: readonly string[]): number {
  const lengths = lines.map(lengthOf);
  return Math.max(...lengths) - Math.min(...lengths);
}
