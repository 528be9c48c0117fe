import { type Climb, heightOf } from './linear.ts';
import { randomOf } from './random.ts';

const BOOTSTRAPS = 40;
const SEEDS = 3;
const FIRES_NEEDED = 5;

type Height = { height: number; hit: boolean };

/**
 * The threshold for a precision: on 40 bootstraps of the performances the lowest one that keeps it with at least 5 fires;
 * their median, averaged over 3 seeds. Null when no threshold keeps it.
 */
export function chooseThreshold(
  climbs: readonly Climb[],
  hits: readonly boolean[],
  precision: number,
  seed: number,
): number | null {
  const heights = climbs.map((climb, i): Height => ({ height: heightOf(climb), hit: hits[i] ?? false }));
  let sum = 0;
  for (let round = 0; round < SEEDS; round++) {
    const random = randomOf(seed * SEEDS + round + 1);
    const found: number[] = [];
    for (let bootstrap = 0; bootstrap < BOOTSTRAPS; bootstrap++) {
      const drawn = heights.map(() => heights[Math.floor(random() * heights.length)] as Height);
      found.push(lowestKeeping(drawn, precision));
    }
    found.sort((a, b) => a - b);
    sum += found[BOOTSTRAPS / 2] as number;
  }
  return Number.isFinite(sum) ? sum / SEEDS : null;
}

function lowestKeeping(drawn: readonly Height[], precision: number): number {
  const able = drawn.filter(({ height }) => height > Number.NEGATIVE_INFINITY).sort((a, b) => b.height - a.height);
  let lowest = Number.POSITIVE_INFINITY;
  let hits = 0;
  able.forEach(({ height, hit }, index) => {
    hits += Number(hit);
    const fires = index + 1;
    const tied = able[fires]?.height === height;
    if (fires >= FIRES_NEEDED && !tied && hits / fires >= precision) lowest = height;
  });
  return lowest;
}
