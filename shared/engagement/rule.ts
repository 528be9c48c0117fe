import type { Counts } from './schema.ts';

/** When a performance is viral. A rule is data with a version; a decision can be made again from its inputs and its rule. */
export type ViralRule = Readonly<{
  version: string;
  /** Points of one reaction. */
  weights: Counts;
  /** Points needed. */
  threshold: number;
  /** Different people needed. */
  peopleNeeded: number;
  /** Accounts that Neynar scores lower are left out. Accounts without a score weigh like any other. */
  minScore: number;
}>;

/** Weighted counts: a recast puts the take before a whole following, a reply costs a thought, a like one tap. */
export const firstRule: ViralRule = {
  version: 'count-1',
  weights: { like: 1, recast: 3, reply: 2 },
  threshold: 150,
  peopleNeeded: 40,
  minScore: 0.5,
};
