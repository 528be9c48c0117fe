import type { UnixMs } from '../kernel/units.ts';

/** What people do to a cast that counts. */
export const SIGNALS = ['like', 'recast', 'reply'] as const;
export type Signal = (typeof SIGNALS)[number];

/** One distinct thing that Farcaster said about a cast. `at` is when it happened there, the clock of detection. */
export type EngagementEvent = {
  action: 'created' | 'deleted';
  signal: Signal;
  fid: number;
  /** Lower-case 0x hash of the cast that was liked, recast or answered. */
  castHash: string;
  /** Lower-case 0x hash of the reply itself: one person may reply several times, and take one of them back. */
  replyHash?: string;
  at: UnixMs;
  /** Neynar's score of the account, 0 to 1; null when it was not said. */
  score: number | null;
};

/** What the latest event of one person and one signal left behind on a cast. */
export type Standing = { inForce: boolean; at: UnixMs; score: number | null };

/** One person's standings on one cast, by `slotOf`: a like, a recast, and each reply. */
export type PersonStandings = Readonly<Record<string, Standing>>;

export type Counts = Readonly<Record<Signal, number>>;

/** All that detection knows of a cast: a few numbers, whatever its size. Stored as JSON. */
export type EngagementState = Readonly<{
  /** Version of the rule whose classes the numbers follow. */
  rule: string;
  /** Reactions in force: what screens show. */
  inForce: Counts;
  /** Those of them that weigh. */
  weighed: Counts;
  /** Different people behind what weighs. */
  people: number;
  /** People with reactions in force of which none weighs. */
  leftOut: number;
  /** Latest event time seen; null before the first event. */
  lastAt: UnixMs | null;
}>;
