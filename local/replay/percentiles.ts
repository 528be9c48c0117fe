export type Percentiles = { p50: number | null; p99: number | null };

/** Nearest-rank p50 and p99, rounded to whole milliseconds; null without any value. */
export function percentiles(values: readonly number[]): Percentiles {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => {
    const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
    return value === undefined ? null : Math.round(value);
  };
  return { p50: at(0.5), p99: at(0.99) };
}
