import { randomOf } from '../../shared/engagement/calibration/random.ts';
import type { Reaction } from '../../shared/engagement/detection/reaction.ts';
import { bell, between, type Random, wait } from './organic.ts';

type Person = Pick<Reaction, 'score' | 'followers' | 'ageDays'>;

const clip = (score: number) => Math.min(1, Math.max(0, score));

const person = (score: number, ageDays: number, random: Random): Person => ({
  score: clip(score),
  ageDays,
  followers: Math.floor(Math.exp(between(random, 2, 8))),
});

/** Beta-distributed for whole numbers: a part of a sum of exponentials. */
const beta = (random: Random, alpha: number, rest: number) => {
  const sum = (count: number) => Array.from({ length: count }, () => wait(random, 1)).reduce((total, each) => total + each, 0);
  const part = sum(alpha);
  return part / (part + sum(rest));
};
const ageOf = (random: Random) => 400 * Math.exp(1.1 * bell(random));

/** Ordinary people as a source might describe them: made-up scores and ages for recorded cascades that have none. */
export const CROWDS = {
  /** One in six fails a gate; the others are spread evenly above it. */
  mild: r =>
    person(r() < 0.12 ? between(r, 0.2, 0.5) : between(r, 0.5, 1), r() < 0.05 ? between(r, 1, 30) : between(r, 30, 1_200), r),
  /** Scores around 0.72, one account in fifty is new. */
  bell: r => person(0.72 + 0.16 * bell(r), r() < 0.02 ? between(r, 1, 30) : between(r, 30, 1_200), r),
  /** Most score 0.9 or more. */
  high: r => person(1 - 0.35 * r() ** 2, between(r, 20, 1_500), r),
  /** Scores around 0.62: many of the middle. */
  middling: r => person(0.62 + 0.1 * bell(r), between(r, 20, 900), r),
  /** Scores around 0.55: a quarter fails, and few score well. */
  modest: r => person(0.55 + 0.08 * bell(r), between(r, 20, 1_000), r),
  /** From 0.3 to 1 evenly, 3 % new: a third fails a gate. */
  flat: r => person(between(r, 0.3, 1), between(r, 0, 1_000), r),
  /** Scores of a beta distribution around 0.6, ages log-normal around 400 days. */
  wide: r => person(beta(r, 4, 3), ageOf(r), r),
  /** The same around 0.5: half of them fail. */
  low: r => person(beta(r, 3, 3), ageOf(r), r),
  /** Around 0.8, but of two in five the score is not known, of as many the age. */
  partly: r => {
    const found = person(beta(r, 5, 1), ageOf(r), r);
    return { ...found, score: r() < 0.4 ? null : found.score, ageDays: r() < 0.4 ? null : found.ageDays };
  },
} satisfies Record<string, (random: Random) => Person>;

export type Crowd = keyof typeof CROWDS;

/**
 * Gives each actor of a network the same made-up account wherever they appear, but for followers that are known, and a share of
 * them somebody whom they followed.
 */
export function withPeople(reactions: readonly Reaction[], crowd: Crowd, secondHand = 0.2): Reaction[] {
  return reactions.map(reaction => {
    const random = randomOf(numberOf(reaction.actor));
    const person = CROWDS[crowd](random);
    const followers = reaction.followers ?? person.followers;
    return { ...reaction, ...person, followers, secondHand: reaction.secondHand || random() < secondHand };
  });
}

function numberOf(text: string): number {
  let hash = 2_166_136_261;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 16_777_619);
  return hash >>> 0;
}
