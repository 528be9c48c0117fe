import { z } from 'zod';
import type { Reaction } from './reaction.ts';

/** How people are weighed. All of it is data of the rule. */
export const trustSchema = z.strictObject({
  /** Accounts that Neynar scores lower weigh nothing. */
  minScore: z.number().min(0).max(1),
  /** From this score on an account weighs fully; in between as `worthOf` says. */
  fullScore: z.number().min(0).max(1),
  /** How steeply worth rises up to there: the higher, the less those weigh who barely pass. */
  worthPower: z.number().min(1),
  /** Accounts younger than this many days weigh nothing. */
  minAgeDays: z.number().min(0),
  /** What ordinary people are worth on average: weights are divided by it, so that an ordinary crowd weighs as many as it is. */
  ordinaryWorth: z.number().gt(0).max(1),
  /** Largest share of the mass that one circle of co-likers may have. */
  circleCap: z.number().gt(0).max(1),
  /** People who must be behind the mass. */
  minPeople: z.int().min(1),
  /** Circles that must be behind it; whoever belongs to none is one. */
  minCircles: z.int().min(1),
  /** Gaps between reactions that vary less than this (standard deviation over mean) are a machine's. */
  minGapVariation: z.number().min(0),
  /** Full people before money is spent, whatever the target: more than can be bought by the dozen … */
  moneyPeople: z.number().min(0),
  /** … or this many who came by another person's reaction. */
  moneySecondHand: z.int().min(1),
});
export type Trust = z.infer<typeof trustSchema>;

/** Why a reaction does not weigh. */
export type Exclusion = 'lowScore' | 'youngAccount' | 'circleCap' | 'churn';

type Account = Pick<Reaction, 'score' | 'ageDays'>;

/**
 * Whether a source says anything of an account. Where it does not, circles are not looked for either: actors may be
 * numbers of one post only, and a crowd that returns cannot be told from a ring.
 */
export function isKnown({ score, ageDays }: Account): boolean {
  return score !== null || ageDays !== null;
}

/** Why someone does not weigh; null for who does. What the source does not say is neutral. */
export function exclusionOf({ score, ageDays }: Account, trust: Trust): Exclusion | null {
  if (score !== null && score < trust.minScore) return 'lowScore';
  return ageDays !== null && ageDays < trust.minAgeDays ? 'youngAccount' : null;
}

/**
 * What someone is worth who is not left out: 0.001 + 0.999 · ((score − minScore) / (fullScore − minScore)) ^ worthPower, 1 from `fullScore`
 * on. So those of a farm who just pass are left next to nothing.
 */
export function worthOf(score: number, { minScore, fullScore, worthPower }: Trust): number {
  return score >= fullScore ? 1 : 0.001 + 0.999 * ((score - minScore) / (fullScore - minScore)) ** worthPower;
}

/**
 * What someone weighs who is not left out: an ordinary crowd weighs as many as it is, whatever its scores. Who is known stands in for those of
 * the crowd who are left out, as far as `standingIn` says, from 0 to 1; who is not known is one person.
 */
export function weightOf({ score }: Account, trust: Trust, standingIn: number): number {
  if (score === null) return 1;
  const worth = worthOf(score, trust);
  return worth + standingIn * (worth / trust.ordinaryWorth - worth);
}

/** What someone weighs by their own facts alone: the most that they are ever given, since a full circle or the crowd that they come in only lessens it. */
export function ownWeightOf(account: Account, trust: Trust): number {
  return exclusionOf(account, trust) === null ? weightOf(account, trust, 1) : 0;
}
