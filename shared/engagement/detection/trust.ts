import { z } from 'zod';
import type { Reaction } from './reaction.ts';

/** How people are weighed. All of it is data of the rule. */
export const trustSchema = z.strictObject({
  /** Accounts that Neynar scores lower weigh nothing. */
  minScore: z.number().min(0).max(1),
  /** Accounts younger than this many days weigh nothing. */
  minAgeDays: z.number().min(0),
  /** Share of ordinary people who pass both gates: who passes weighs 1/share, so that an ordinary crowd weighs as many as it is. */
  ordinaryShare: z.number().gt(0).max(1),
  /** Largest share of the mass that one circle of co-likers may have. */
  circleCap: z.number().gt(0).max(1),
  /** People who must be behind the mass. */
  minPeople: z.int().min(1),
  /** Circles that must be behind it; whoever belongs to none is one. */
  minCircles: z.int().min(1),
  /** Gaps between reactions that vary less than this (standard deviation over mean) are a machine's. */
  minGapVariation: z.number().min(0),
});
export type Trust = z.infer<typeof trustSchema>;

/** Why a reaction does not weigh. */
export type Exclusion = 'lowScore' | 'youngAccount' | 'circleCap' | 'churn';

/**
 * Whether a source says anything of an account. Where it does not, circles are not looked for either: actors may be
 * numbers of one post only, and a crowd that returns cannot be told from a ring.
 */
export function isKnown({ score, ageDays }: Pick<Reaction, 'score' | 'ageDays'>): boolean {
  return score !== null || ageDays !== null;
}

/** Why someone does not weigh; null for who does. What the source does not say is neutral. */
export function exclusionOf({ score, ageDays }: Pick<Reaction, 'score' | 'ageDays'>, trust: Trust): Exclusion | null {
  if (score !== null && score < trust.minScore) return 'lowScore';
  return ageDays !== null && ageDays < trust.minAgeDays ? 'youngAccount' : null;
}

/** What someone weighs who is not left out. */
export function weightOf(reaction: Pick<Reaction, 'score' | 'ageDays'>, trust: Trust): number {
  return isKnown(reaction) ? 1 / trust.ordinaryShare : 1;
}
