import { randomOf } from '../../shared/engagement/calibration/random.ts';
import { inCanonicalOrder, type Reaction } from '../../shared/engagement/detection/reaction.ts';

export type Random = () => number;

export const between = (random: Random, low: number, high: number) => low + (high - low) * random();
/** An exponential waiting time. */
export const wait = (random: Random, mean: number) => -mean * Math.log(1 - random());

/** A normal variate. */
export const bell = (random: Random) => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** A reaction of whom nothing is known. */
export const plain = { kind: 0, secondHand: false, score: null, ageDays: null, followers: null };

/** An ordinary person as Farcaster describes one: mostly trusted, some not, some new. */
export function ordinary(random: Random): Pick<Reaction, 'score' | 'ageDays' | 'followers'> {
  return {
    score: random() < 0.12 ? between(random, 0.2, 0.5) : between(random, 0.5, 1),
    ageDays: random() < 0.05 ? between(random, 1, 30) : between(random, 30, 1_200),
    followers: Math.floor(Math.exp(between(random, 2, 8))),
  };
}

/**
 * A made-up organic cascade: a Hawkes process in which each reaction brings others after a heavy-tailed wait. Most stay
 * small, a few grow large. `known` gives its people scores and ages.
 */
export function organicCascade(seed: number, { known = false, most = 400 } = {}): Reaction[] {
  const random = randomOf(seed * 7_919 + 13);
  const appeal = 0.25 + 0.7 * random() ** 0.6;
  const first = 1 + Math.floor(wait(random, 4));
  const times: number[] = Array.from({ length: first }, () => heavyWait(random));
  for (let i = 0; i < times.length && times.length < most; i++) {
    const children = countOf(random, appeal);
    for (let child = 0; child < children; child++) times.push((times[i] ?? 0) + heavyWait(random));
  }
  return times
    .filter(t => t < 7 * 86_400)
    .map(t => ({
      ...plain,
      t: Math.round(t),
      actor: `person-${Math.floor(random() * 2 ** 40)}`,
      secondHand: random() < 0.3,
      ...(known ? ordinary(random) : {}),
    }))
    .sort(inCanonicalOrder);
}

/** The first organic cascade from `seed` on with 150 reactions. */
export function largeOrganic(seed: number): Reaction[] {
  for (let next = seed; ; next++) {
    const cascade = organicCascade(next);
    if (cascade.length >= 150) return cascade.slice(0, 200);
  }
}

function heavyWait(random: Random): number {
  return 120 * ((1 - random()) ** (-1 / 0.9) - 1);
}

function countOf(random: Random, mean: number): number {
  const floor = Math.exp(-mean);
  let count = 0;
  for (let product = random(); product > floor; product *= random()) count += 1;
  return count;
}
