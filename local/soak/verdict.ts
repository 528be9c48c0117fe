/** What was measured at one moment: names to megabytes, or to a number of connections. */
export type Sample = Record<string, number>;
export type Finding = { name: string; before: number; after: number; flat: boolean };

/** Caches fill, allocators keep: a fifth more, or so many units, is no leak within half an hour. */
const SHARE = 1.2;

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/**
 * Compares the second quarter with the last: the first is warming up. `slack` is how much more is no growth whatever the share.
 * What appeared only later counts from nothing.
 */
export function judge(samples: readonly Sample[], slack: number): Finding[] {
  const quarter = Math.max(1, Math.floor(samples.length / 4));
  const names = [...new Set(samples.flatMap(sample => Object.keys(sample)))].sort();
  return names.map(name => {
    const of = (part: readonly Sample[]) => median(part.map(sample => sample[name] ?? 0));
    const [before, after] = [of(samples.slice(quarter, quarter * 2)), of(samples.slice(-quarter))];
    return { name, before, after, flat: after <= Math.max(before * SHARE, before + slack) };
  });
}
