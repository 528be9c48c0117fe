import { ascending } from '../kernel/ascending.ts';

/**
 * Parts of `total` in proportion to `weights`, in whole units that sum to exactly `total`: each gets its floor, and the units that are left go one
 * each to the largest remainders (Hamilton's method), the earlier one first where two are equal. Without any weight nobody gets anything.
 * @throws RangeError when total or a weight is negative.
 */
export function apportion(total: bigint, weights: readonly bigint[]): bigint[] {
  if (total < 0n || weights.some(weight => weight < 0n)) throw new RangeError('totals and weights carry no sign');
  const whole = weights.reduce((sum, weight) => sum + weight, 0n);
  if (whole === 0n) return weights.map(() => 0n);
  const parts = weights.map(weight => (total * weight) / whole);
  const left = total - parts.reduce((sum, part) => sum + part, 0n);
  const byRemainder = weights
    .map((weight, at) => ({ at, remainder: (total * weight) % whole }))
    .sort((a, b) => ascending(b.remainder, a.remainder) || a.at - b.at);
  for (const { at } of byRemainder.slice(0, Number(left))) parts[at] = (parts[at] ?? 0n) + 1n;
  return parts;
}
