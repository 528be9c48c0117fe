import { randomOf } from '../../shared/engagement/calibration/random.ts';
import { inCanonicalOrder, type Reaction } from '../../shared/engagement/detection/reaction.ts';

type Random = () => number;

const between = (random: Random, low: number, high: number) => low + (high - low) * random();
const wait = (random: Random, mean: number) => -mean * Math.log(1 - random());

/** An ordinary person as Farcaster describes one: mostly trusted, some not, some new. */
export function ordinary(random: Random): Pick<Reaction, 'score' | 'ageDays' | 'followers'> {
  return {
    score: random() < 0.12 ? between(random, 0.2, 0.5) : between(random, 0.5, 1),
    ageDays: random() < 0.05 ? between(random, 1, 30) : between(random, 30, 1_200),
    followers: Math.floor(Math.exp(between(random, 2, 8))),
  };
}

const plain = { kind: 0, secondHand: false, score: null, ageDays: null, followers: null };

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

function heavyWait(random: Random): number {
  return 120 * ((1 - random()) ** (-1 / 0.9) - 1);
}

function countOf(random: Random, mean: number): number {
  const floor = Math.exp(-mean);
  let count = 0;
  for (let product = random(); product > floor; product *= random()) count += 1;
  return count;
}

export const ATTACKS = [
  'periodicFarm',
  'poissonFarm',
  'replayFarm',
  'ring',
  'boughtRecasts',
  'drip',
  'churn',
  'replays',
] as const;
export type Attack = (typeof ATTACKS)[number];

/** One attack as deliveries, in order of event time but for `replays`, which comes duplicated and shuffled. */
export function attack(kind: Attack, seed: number): Reaction[] {
  const random = randomOf(seed * 104_729 + ATTACKS.indexOf(kind));
  const reactions = MAKERS[kind](random, seed);
  return kind === 'replays' ? reactions : reactions.sort(inCanonicalOrder);
}

const low = (random: Random) => ({
  score: between(random, 0.02, 0.48),
  ageDays: between(random, 1, 200),
  followers: Math.floor(between(random, 0, 40)),
});

const farm = (random: Random, seed: number, times: readonly number[]): Reaction[] =>
  times.map((t, i) => ({ ...plain, t, actor: `farm-${seed}-${i}`, ...low(random) }));

const running = (gaps: readonly number[]) => {
  let t = 0;
  return gaps.map(gap => {
    t += gap;
    return Math.round(t);
  });
};

const MAKERS: Record<Attack, (random: Random, seed: number) => Reaction[]> = {
  periodicFarm: (random, seed) => farm(random, seed, running(Array.from({ length: 200 }, () => 20 * between(random, 0.7, 1.3)))),
  poissonFarm: (random, seed) => farm(random, seed, running(Array.from({ length: 200 }, () => wait(random, 20)))),
  replayFarm: (random, seed) =>
    farm(
      random,
      seed,
      largeOrganic(seed).map(({ t }) => t),
    ),
  ring: random =>
    Array.from({ length: 40 }, (_, member) => member)
      .filter(() => random() < 0.85)
      .map(member => ({
        ...plain,
        t: Math.round(wait(random, 1_800)),
        actor: `ring-${member}`,
        score: 0.5 + 0.2 * ((member * 0.37) % 1),
        ageDays: 60 + member * 9,
        followers: 100,
      })),
  boughtRecasts: (random, seed) =>
    Array.from({ length: 12 }, (_, i) => ({
      ...plain,
      t: Math.round(between(random, 60, 1_800)),
      actor: `bought-${seed}-${i}`,
      score: between(random, 0.6, 0.98),
      ageDays: between(random, 200, 1_200),
      followers: Math.floor(between(random, 2_000, 60_000)),
    })),
  drip: (random, seed) =>
    farm(
      random,
      seed,
      Array.from({ length: 150 }, () => Math.round(between(random, 0, 6 * 3_600))),
    ),
  churn: (random, seed) =>
    Array.from({ length: 8 }, (_, member) => {
      const person = { ...plain, actor: `churn-${seed}-${member}`, ...ordinary(random), score: 0.8, ageDays: 400 };
      const times = running(Array.from({ length: 60 }, () => wait(random, 120)));
      return times.map((t, i) => ({ ...person, t, kind: i % 2 === 0 ? 0 : -1 }));
    }).flat(),
  replays: (random, seed) => {
    const few = organicCascade(seed, { known: true }).slice(0, 9);
    const many = Array.from({ length: 40 }, () => few).flat();
    return many
      .map(each => ({ each, key: random() }))
      .sort((a, b) => a.key - b.key)
      .map(({ each }) => each);
  },
};

/** The first organic cascade from `seed` on with 150 reactions. */
function largeOrganic(seed: number): Reaction[] {
  for (let next = seed; ; next++) {
    const cascade = organicCascade(next);
    if (cascade.length >= 150) return cascade.slice(0, 200);
  }
}
