import { randomOf, shuffled } from '../../shared/engagement/calibration/random.ts';
import { REMOVAL, type Reaction } from '../../shared/engagement/detection/reaction.ts';
import { bell, between, largeOrganic, ordinary, organicCascade, plain, type Random, wait } from './organic.ts';

/** Accounts of a farm score around 0.3. One in twenty passes the gate of a half. */
const farmer = (random: Random) => ({
  score: Math.min(1, Math.max(0, 0.3 + 0.12 * bell(random))),
  ageDays: between(random, 1, 400),
  followers: Math.floor(between(random, 0, 40)),
});

/** A farm reacts at given times, an account for each. */
const farm = (random: Random, seed: number, times: readonly number[]): Reaction[] =>
  times.map((t, i) => ({ ...plain, t, actor: `farm-${seed}-${i}`, ...farmer(random) }));

const timesOf = (gaps: readonly number[]) => {
  let t = 0;
  return gaps.map(gap => {
    t += gap;
    return Math.round(t);
  });
};

const many = <T>(count: number, make: (index: number) => T) => Array.from({ length: count }, (_, index) => make(index));

/** The same 40 people of middling score each time, a share of them. */
const ring = (random: Random, share: number): Reaction[] =>
  many(40, member => ({
    ...plain,
    t: Math.round(wait(random, 1_800)),
    actor: `ring-${member}`,
    score: 0.5 + 0.2 * ((member * 0.37) % 1),
    ageDays: 60 + member * 9,
    followers: 100,
  })).filter(() => random() < share);

/** 12 people of good standing within half an hour. */
const dozen = (random: Random, name: string): Reaction[] =>
  many(12, i => ({
    ...plain,
    t: Math.round(between(random, 60, 1_800)),
    actor: `${name}-${i}`,
    score: between(random, 0.6, 0.98),
    ageDays: between(random, 200, 1_200),
    followers: Math.floor(between(random, 2_000, 60_000)),
  }));

/** 150 low-score accounts over six hours. */
const drip = (random: Random, seed: number, from: number): Reaction[] =>
  farm(
    random,
    seed,
    many(150, () => Math.round(from + between(random, 0, 6 * 3_600))),
  );

/** Nine of these people again, forty times each, at other times within two hours. */
const again = (reactions: readonly Reaction[], random: Random): Reaction[] =>
  reactions.slice(0, 9).flatMap(each => many(40, () => ({ ...each, t: each.t + Math.round(between(random, 1, 7_200)) })));

type Maker = (random: Random, seed: number) => Reaction[];

/** The eight kinds of attack. */
const MAKERS = {
  /** 200 low-score accounts by a clock that jitters. */
  periodicFarm: (random, seed) => farm(random, seed, timesOf(many(200, () => 20 * between(random, 0.7, 1.3)))),
  /** The same without a clock. */
  poissonFarm: (random, seed) => farm(random, seed, timesOf(many(200, () => wait(random, 20)))),
  /** The same at the times of an organic hit. */
  replayFarm: (random, seed) => farm(random, seed, [...largeOrganic(seed).map(({ t }) => t)]),
  ring: random => ring(random, 0.85),
  /** Others each time. */
  boughtRecasts: (random, seed) => dozen(random, `bought-${seed}`),
  drip: (random, seed) => drip(random, seed, 0),
  /** 8 people of good standing who like and unlike. */
  churn: (random, seed) =>
    many(8, member => {
      const person = { ...plain, actor: `churn-${seed}-${member}`, ...ordinary(random), score: 0.8, ageDays: 400 };
      const times = timesOf(many(40, () => wait(random, 120)));
      return times.map((t, i) => ({ ...person, t, kind: i % 2 === 0 ? 0 : REMOVAL }));
    }).flat(),
  /** The webhooks of nine real people, again and again. */
  replays: (_random, seed) => many(12, () => organicCascade(seed, { known: true }).slice(0, 9)).flat(),
} satisfies Record<string, Maker>;

const barely = (random: Random, farmers: readonly Reaction[]) =>
  farmers.map(each => ({ ...each, score: between(random, 0.5, 0.6), ageDays: between(random, 30, 400) }));

/** The same crowds at other habits. */
const VARIANT_MAKERS = {
  /** Two in five of the ring each time. */
  looseRing: random => ring(random, 0.4),
  sameDozen: random => dozen(random, 'dozen'),
  /** One dozen of ten after the other. */
  dozensInTurn: (random, seed) => dozen(random, `dozen-${seed % 10}`),
  /** A farm and a drip whose accounts all pass the gate, and barely. */
  barelyFarm: (random, seed) => barely(random, MAKERS.poissonFarm(random, seed)),
  barelyDrip: (random, seed) => barely(random, MAKERS.drip(random, seed)),
  /** A drip that begins an hour after the post. */
  lateDrip: (random, seed) => drip(random, seed, 3_600),
  /** Real people who quote again and again: a source counts each time. */
  repeats: (random, seed) => again(organicCascade(seed, { known: true }), random),
} satisfies Record<string, Maker>;

export type Attack = keyof typeof MAKERS | keyof typeof VARIANT_MAKERS;
export const ATTACKS = Object.keys(MAKERS) as (keyof typeof MAKERS)[];
export const VARIANTS = Object.keys(VARIANT_MAKERS) as (keyof typeof VARIANT_MAKERS)[];

const ALL: Record<Attack, Maker> = { ...MAKERS, ...VARIANT_MAKERS };
const NAMES = Object.keys(ALL);

/** The reactions of one attack, in no order. */
export function attack(kind: Attack, seed: number): Reaction[] {
  return ALL[kind](randomOf(seed * 104_729 + NAMES.indexOf(kind)), seed);
}

/** What an attack adds to reactions: copies and repeats are of their own people. */
export function attackOn(reactions: readonly Reaction[], kind: Attack, seed: number): Reaction[] {
  if (kind === 'replays') return [...reactions];
  return kind === 'repeats' ? again(reactions, randomOf(seed)) : attack(kind, seed);
}

/** What reaches a webhook's receiver: a third of it twice, and all out of order. */
export function deliver(reactions: readonly Reaction[], seed: number): Reaction[] {
  const random = randomOf(seed);
  return shuffled([...reactions, ...reactions.filter(() => random() < 0.33)], random);
}
