/** Time constants of the decayed counts in seconds, each three times the one before: 5 min, 15 min, 45 min, 2.25 h, 6.75 h. */
export const SCALES = [300, 900, 2_700, 8_100, 24_300] as const;

/** A mass as each scale sees it: Σ weight · e^(−age/scale). */
export type Decayed = [number, number, number, number, number];

/**
 * Adds `weight` that is `age` seconds old to each decayed sum. Since the scales are powers of three of each other, one
 * exponential gives them all. `age` 0 adds now; a negative weight takes back exactly what was added.
 */
export function addDecayed(sums: Decayed, weight: number, age: number): void {
  const slow = Math.exp(-age / SCALES[4]);
  const f3 = slow * slow * slow;
  const f2 = f3 * f3 * f3;
  const f1 = f2 * f2 * f2;
  sums[4] += weight * slow;
  sums[3] += weight * f3;
  sums[2] += weight * f2;
  sums[1] += weight * f1;
  sums[0] += weight * f1 * f1 * f1;
}

/** Lets `seconds` pass. */
export function letPass(sums: Decayed, seconds: number): void {
  if (seconds <= 0) return;
  const slow = Math.exp(-seconds / SCALES[4]);
  const f3 = slow * slow * slow;
  const f2 = f3 * f3 * f3;
  const f1 = f2 * f2 * f2;
  sums[4] *= slow;
  sums[3] *= f3;
  sums[2] *= f2;
  sums[1] *= f1;
  sums[0] *= f1 * f1 * f1;
}
