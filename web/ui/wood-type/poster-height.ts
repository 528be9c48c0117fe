/** Shares of the height of two lines that one and three lines get. */
const SHARES = [0, 0.7, 1, 1.36];

/** Height of a poster in parts of its measure, given the height of one with two lines. */
export function posterHeight(lines: readonly string[], ofTwo = 0.286): number {
  return ofTwo * (SHARES[Math.min(lines.length, 3)] ?? 1);
}
