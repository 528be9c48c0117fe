/** Time constants of the decayed masses in seconds, each three times the one before: 5 min, 15 min, 45 min, 2.25 h, 6.75 h. */
export const SCALES = [300, 900, 2_700, 8_100, 24_300] as const;
const SLOWEST = SCALES[4];

/**
 * Adds `weight` that is `age` seconds old to each of the five decayed sums, the first five of `numbers`. Since the scales
 * are powers of three of each other, one exponential gives them all. A negative weight takes back exactly what was added.
 */
export function addDecayed(numbers: number[], weight: number, age: number): void {
  const f4 = age === 0 ? 1 : Math.exp(-age / SLOWEST);
  const f3 = f4 * f4 * f4;
  const f2 = f3 * f3 * f3;
  const f1 = f2 * f2 * f2;
  numbers[0] = (numbers[0] as number) + weight * (f1 * f1 * f1);
  numbers[1] = (numbers[1] as number) + weight * f1;
  numbers[2] = (numbers[2] as number) + weight * f2;
  numbers[3] = (numbers[3] as number) + weight * f3;
  numbers[4] = (numbers[4] as number) + weight * f4;
}

/** Lets `seconds` pass over the five decayed sums, the first five of `numbers`. */
export function letPass(numbers: number[], seconds: number): void {
  if (seconds <= 0) return;
  const f4 = Math.exp(-seconds / SLOWEST);
  const f3 = f4 * f4 * f4;
  const f2 = f3 * f3 * f3;
  const f1 = f2 * f2 * f2;
  numbers[0] = (numbers[0] as number) * (f1 * f1 * f1);
  numbers[1] = (numbers[1] as number) * f1;
  numbers[2] = (numbers[2] as number) * f2;
  numbers[3] = (numbers[3] as number) * f3;
  numbers[4] = (numbers[4] as number) * f4;
}
