import type { Exclusion } from './trust.ts';

/** Circles whose mass is followed per performance. Beyond, the lightest gives way and its mass is inherited. */
export const CIRCLES_FOLLOWED = 16;

/** What one person left behind on one performance. */
export type Standing = {
  /** When the person first weighed; a reaction that is taken back and given again keeps this time. */
  first: number;
  /** What the person weighs while in force. */
  weight: number;
  /** Whether the source says anything of the account. */
  known: boolean;
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

/** People and reactions that do not weigh, by reason; `repeat` and `removed` count reactions. */
export const LEFT_OUT = ['lowScore', 'youngAccount', 'circleCap', 'churn', 'repeat', 'removed'] as const;
export type LeftOut = (typeof LEFT_OUT)[number];

/** Of the numbers of a state and what they mean. Raise it whenever a fold would write others: what is stored under another one is folded again. */
export const LAYOUT = 4;

/** Where each number of a state is kept. Behind them come the followed circles: id, mass and members of one after the other. */
export const SLOT = {
  /** First of the masses decayed at each of SCALES, up to `last`. */
  decayed: 0,
  /** Latest event time, seconds after the post. */
  last: 5,
  /** Weights of reactions in force, repeats included: what the target size counts. */
  seen: 6,
  /** Sum of weights in force. */
  mass: 7,
  /** People in force who weigh, but for those lightened because their circle is full. */
  people: 8,
  /** People in force who belong to no circle. */
  lone: 9,
  /** Sum of weights in force, each taken for 1 at most: how many full people there are. */
  full: 10,
  /** Weights in force of people of whom the source says something. */
  knownMass: 11,
  /** Sum of followers, and of how many people they are known. */
  followers: 12,
  followersKnown: 13,
  /** Full people of the quarter of an hour that `last` is in, and of the one before. */
  quarter: 14,
  quarterBefore: 15,
  /** Full people of the busiest half hour, and its later quarter: how many passed from the post to it. */
  busiest: 16,
  busiestAt: 17,
  /** Gaps between new people who weigh: when the last of them came (−1: none yet), how many, their sum and squares. */
  gapLast: 18,
  gapCount: 19,
  gapSum: 20,
  gapSquares: 21,
  /** People who followed another's reaction rather than the post. */
  secondHand: 22,
  /** People who added words. */
  withWords: 23,
  /** Followed circles with somebody in force. */
  circles: 24,
  /** First of the counts of LEFT_OUT. */
  leftOut: 25,
} as const;

/** Where the followed circles begin. */
export const FIRST_CIRCLE = SLOT.leftOut + LEFT_OUT.length;

/**
 * All that detection knows of one performance: a few dozen numbers, whatever its size. Plain data, stored as JSON, and
 * one array, since with a hundred thousand live performances a fold costs what its cache misses cost.
 */
export type DetectionState = number[];

// Made of fractions and set one by one: so the engine keeps the numbers as unboxed doubles from the start, where `fill` would not.
const NOTHING = Array.from({ length: FIRST_CIRCLE }, () => 0.5);
for (let slot = 0; slot < FIRST_CIRCLE; slot++) NOTHING[slot] = slot === SLOT.gapLast ? -1 : 0;

/** A performance to which nobody has reacted yet. */
export function emptyState(): DetectionState {
  return NOTHING.slice();
}

/** A copy that does not change with the original. */
export function copyOf(state: DetectionState): DetectionState {
  return state.slice();
}

/** One number of a state. */
export function read(state: DetectionState, slot: number): number {
  return state[slot] as number;
}

/** Adds to one number of a state. */
export function add(state: DetectionState, slot: number, difference: number): void {
  state[slot] = (state[slot] as number) + difference;
}

/** Where the count of a reason is kept. */
export function slotOf(reason: LeftOut): number {
  return SLOT.leftOut + LEFT_OUT.indexOf(reason);
}

/** A state in words, for receipts and people. */
export function describe(state: DetectionState) {
  return {
    last: read(state, SLOT.last),
    seen: read(state, SLOT.seen),
    mass: read(state, SLOT.mass),
    decayed: state.slice(SLOT.decayed, SLOT.last),
    people: read(state, SLOT.people),
    /** Distinct circles behind the mass: everyone without one counts as one. Never overestimated. */
    circles: read(state, SLOT.lone) + read(state, SLOT.circles),
    secondHand: read(state, SLOT.secondHand),
    withWords: read(state, SLOT.withWords),
    leftOut: Object.fromEntries(LEFT_OUT.map(reason => [reason, read(state, slotOf(reason))])) as Record<LeftOut, number>,
  };
}
