import { type Climb, heightOf } from './linear.ts';
import { randomOf } from './random.ts';

const BOOTSTRAPS = 40;
const SEEDS = 3;
const FIRES_NEEDED = 5;

type Height = { height: number; hit: boolean };

/**
 * The threshold for a precision: on 40 bootstraps of the performances the lowest one that keeps it with at least 5 fires;
 * their median, averaged over the seeds of 3 that have one. Null when no threshold keeps it.
 */
export function chooseThreshold(
  climbs: readonly Climb[],
  hits: readonly boolean[],
  precision: number,
  seed: number,
): number | null {
  const heights = climbs.map((climb, i): Height => ({ height: heightOf(climb), hit: hits[i] ?? false }));
  const medians: number[] = [];
  for (let round = 0; round < SEEDS; round++) {
    const random = randomOf(seed * SEEDS + round + 1);
    const found: number[] = [];
    for (let bootstrap = 0; bootstrap < BOOTSTRAPS; bootstrap++) {
      const drawn = heights.map(() => heights[Math.floor(random() * heights.length)] as Height);
      found.push(lowestKeeping(drawn, precision));
    }
    found.sort((a, b) => a - b);
    medians.push(found[BOOTSTRAPS / 2] as number);
  }
  return meanOf(medians.filter(Number.isFinite));
}

/**
 * The threshold at which so many performances fire, half-way to the next. Fits on parts of a history, each smaller, are surer of what they
 * say than the fit on all of it: their threshold would be too high for it, but they agree on how many should fire.
 */
export function thresholdOf(climbs: readonly Climb[], fires: number): number {
  const heights = climbs.map(heightOf).sort((a, b) => b - a);
  const count = Math.max(1, Math.round(fires));
  const [last = Number.POSITIVE_INFINITY, next = last] = heights.slice(count - 1).filter(Number.isFinite);
  return (last + next) / 2;
}

/** Null over nothing. */
export function meanOf(numbers: readonly number[]): number | null {
  return numbers.length === 0 ? null : numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
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
