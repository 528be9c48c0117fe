const SECONDS = [2, 4, 8, 16, 30];

/**
 * How long to wait before the next try, in ms: 2, 4, 8, 16, then always 30 s, ±10 % so that many waiters do not come at once.
 * `failures` counts from 1, `jitter` is a number from 0 to 1.
 */
export function backOffMs(failures: number, jitter: number): number {
  const seconds = SECONDS[Math.min(Math.max(failures, 1), SECONDS.length) - 1] ?? 30;
  return Math.round(seconds * 1000 * (0.9 + 0.2 * jitter));
}
