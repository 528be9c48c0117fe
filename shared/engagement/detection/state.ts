import type { Decayed } from './decay.ts';
import type { Exclusion } from './trust.ts';

/** Circles whose mass is followed per performance. Beyond, the lightest gives way and its mass is inherited. */
export const CIRCLES_FOLLOWED = 16;

/** What one person left behind on one performance. */
export type Standing = {
  /** When the person first weighed; a reaction that is taken back and given again keeps this time. */
  first: number;
  /** What the person weighs while in force. */
  weight: number;
  /** Circle of co-likers at that time; 0 for none. */
  circle: number;
  /** Reactions in force, repeats included. */
  inForce: number;
  /** How often they were taken back. */
  removals: number;
  excluded: Exclusion | null;
  followers: number | null;
  secondHand: boolean;
  withWords: boolean;
};

/** All that detection knows of one performance: a few dozen numbers, whatever its size. Plain data, stored as JSON. */
export type DetectionState = {
  /** Latest event time, seconds after the post. */
  last: number;
  /** Reactions in force of people who weigh, repeats included: what the target size counts. */
  seen: number;
  /** Sum of weights in force. */
  mass: number;
  /** The same, decayed at each scale up to `last`. */
  decayed: Decayed;
  /** People in force who weigh. */
  people: number;
  /** Those of them who belong to no circle. */
  lone: number;
  /** Circles followed and their masses: ids[i] has masses[i] of members[i] people. */
  circles: { ids: number[]; masses: number[]; members: number[] };
  /** Sum of followers, over `followersKnown` people. */
  followers: number;
  followersKnown: number;
  /** People who followed another's reaction rather than the post. */
  secondHand: number;
  /** People who added words. */
  withWords: number;
  /** Gaps between first reactions of new people who weigh: at most GAPS_FOLLOWED of them, each at least half a second. */
  gaps: { count: number; sum: number; squares: number; lastAt: number };
  /** People and reactions that do not weigh, by reason; `removed` were taken back. */
  leftOut: Record<Exclusion | 'repeat' | 'removed', number>;
};

/** A performance to which nobody has reacted yet. */
export function emptyState(): DetectionState {
  return {
    last: 0,
    seen: 0,
    mass: 0,
    decayed: [0, 0, 0, 0, 0],
    people: 0,
    lone: 0,
    circles: { ids: [], masses: [], members: [] },
    followers: 0,
    followersKnown: 0,
    secondHand: 0,
    withWords: 0,
    gaps: { count: 0, sum: 0, squares: 0, lastAt: -1 },
    leftOut: { lowScore: 0, youngAccount: 0, circleCap: 0, churn: 0, repeat: 0, removed: 0 },
  };
}

/** A copy that does not change with the original. */
export function copyOf(state: DetectionState): DetectionState {
  const { ids, masses, members } = state.circles;
  return {
    ...state,
    decayed: [...state.decayed],
    circles: { ids: [...ids], masses: [...masses], members: [...members] },
    gaps: { ...state.gaps },
    leftOut: { ...state.leftOut },
  };
}
