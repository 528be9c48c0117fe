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

export type Weighed = { weight: number; excluded: Exclusion | null };

const NEUTRAL: Weighed = { weight: 1, excluded: null };
const LOW_SCORE: Weighed = { weight: 0, excluded: 'lowScore' };
const YOUNG: Weighed = { weight: 0, excluded: 'youngAccount' };

/**
 * Whether a source says anything of an account. Where it does not, circles are not looked for either: actors may be
 * numbers of one post only, and a crowd that returns cannot be told from a ring.
 */
export function isKnown({ score, ageDays }: Pick<Reaction, 'score' | 'ageDays'>): boolean {
  return score !== null || ageDays !== null;
}

/** The weight of a reaction by who made it. What the source does not say is neutral. */
export function weigh({ score, ageDays }: Pick<Reaction, 'score' | 'ageDays'>, trust: Trust): Weighed {
  if (!isKnown({ score, ageDays })) return NEUTRAL;
  if (score !== null && score < trust.minScore) return LOW_SCORE;
  if (ageDays !== null && ageDays < trust.minAgeDays) return YOUNG;
  return { weight: 1 / trust.ordinaryShare, excluded: null };
}
