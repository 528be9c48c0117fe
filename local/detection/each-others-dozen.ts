/**
 * The most that any rule keeps of performances of which each may be bought as the other's first dozen. Both make the same reactions then, and one
 * rule fires once on them: within a tenth of both their times only where those are near. `firings` are the times at which the rule fires on
 * each alone, seconds after the post, all of them with a dozen people or fewer until a tenth later. Half of one, plus half of the share of pairs that are near.
 */
export function keptOfEither(firings: readonly number[], tolerance: number): number {
  const times = firings.map(time => Math.max(1, time)).sort((a, b) => a - b);
  let near = 0;
  times.forEach((sooner, i) => {
    for (const later of times.slice(i + 1)) near += Number(later * (1 - tolerance) <= sooner * (1 + tolerance));
  });
  const pairs = (times.length * (times.length - 1)) / 2;
  return (1 + near / pairs) / 2;
}
