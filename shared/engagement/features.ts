import type { UnixMs } from '../kernel/units.ts';
import type { Counts, EngagementState } from './schema.ts';

/** What a rule looks at, at one moment of event time. */
export type Features = Readonly<{ at: UnixMs; weighed: Counts; people: number; leftOut: number }>;

/** Reads the state as of `now`, which is event time: the time of the newest event that the state holds, never the wall's. */
export function features(state: EngagementState, now: UnixMs): Features {
  return { at: now, weighed: state.weighed, people: state.people, leftOut: state.leftOut };
}
