/** What was measured at one moment: names to megabytes, or to a number of connections. */
export type Sample = Record<string, number>;
/** `before` and `after`: the ends of the line through the last two thirds. */
export type Finding = { name: string; before: number; after: number; flat: boolean };

/** Caches fill, allocators keep: a fifth more over the time that is judged, or so many units, is no leak. */
const SHARE = 0.2;

const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
};

/**
 * Whether what was measured stays where it is: the first third is warming up, through the rest a line is laid by Theil and Sen (the
 * median of the slopes between all pairs, which one collection of garbage does not turn). It may end a fifth above its beginning, or
 * `slack` above it where that is more. What appeared only later counts from nothing.
 */
export function judge(samples: readonly Sample[], slack: number): Finding[] {
  const judged = samples.slice(Math.floor(samples.length / 3));
  const names = [...new Set(samples.flatMap(sample => Object.keys(sample)))].sort();
  return names.map(name => {
    const values = judged.map(sample => sample[name] ?? 0);
    const slope = median(values.flatMap((a, i) => values.slice(i + 1).map((b, j) => (b - a) / (j + 1)))) || 0;
    const start = median(values.map((value, i) => value - slope * i));
    const [before, after] = [start, start + slope * (values.length - 1)];
    return { name, before, after, flat: after - before <= Math.max(Math.abs(before) * SHARE, slack) };
  });
}
