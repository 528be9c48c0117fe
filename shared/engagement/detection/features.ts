import type { DetectionState } from './state.ts';

/** What a rule looks at, at one moment; NaN is unknown and weighs nothing. */
export const BASES = ['N', 'a', 's0', 's1', 's2', 's3', 's4', 'F', 'R', 'G', 'T'] as const;
export type Base = (typeof BASES)[number];

/**
 * Reads the bases at the state's own time:
 * N ln(1 + mass) · a ln(1 + minutes since the post) · s0…s4 ln(1 + decayed mass) by scale · F ln(1 + mean followers) ·
 * R ln(1 + creator's followers) · G share of second-hand people · T share of people with words.
 */
export function readBases(state: DetectionState, rootFollowers: number | null, into: Float64Array): Float64Array {
  const { mass, last, decayed, people } = state;
  into[0] = Math.log1p(Math.max(0, mass));
  into[1] = Math.log1p(last / 60);
  for (let scale = 0; scale < 5; scale++) into[2 + scale] = Math.log1p(Math.max(0, decayed[scale] ?? 0));
  into[7] = state.followersKnown > 0 ? Math.log1p(state.followers / state.followersKnown) : Number.NaN;
  into[8] = rootFollowers === null ? Number.NaN : Math.log1p(rootFollowers);
  into[9] = state.secondHand > 0 ? state.secondHand / people : Number.NaN;
  into[10] = people > 0 ? state.withWords / people : 0;
  return into;
}
