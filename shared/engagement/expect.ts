import { SCALES } from './detection/decay.ts';
import { type DetectionState, describe } from './detection/state.ts';
import type { Post } from './schema.ts';

/** Which of the decayed masses tells the pace. */
const PACE = 3;
const TAU_SECONDS = SCALES[PACE];
const EPOCH_SECONDS = Date.UTC(2026, 0, 1) / 1000;

/**
 * People still to come for one of present pace: a tenth, half and nine tenths of recorded performances stayed below. On
 * two recorded networks these were 0 to 0.25, 0.85 to 2.2, 4.8 to 10, at any age in the first day.
 */
const STILL_TO_COME = { low: 0.2, middle: 2, high: 10 };

export type Expectation = {
  /** People expected in the end, as of the newest event, and between what four in five performances end. */
  size: number;
  low: number;
  high: number;
  /** ln Σ weight · e^(t/τ), t in seconds since 2026-01-01; null while nobody weighs. */
  rising: number | null;
};

/**
 * What is to be expected of a performance: people so far + k · pace, where pace is the mass decayed with τ = 2.25 h. What is still
 * to come follows the pace, so the order of `rising`, which time does not change, is the order of growth to be expected.
 */
export function expect(state: DetectionState, post: Pick<Post, 'postedAt'>): Expectation {
  const { people, decayed, last } = describe(state);
  const pace = Math.max(0, decayed[PACE] ?? 0);
  const rising = pace > 0 ? (post.postedAt / 1000 + last - EPOCH_SECONDS) / TAU_SECONDS + Math.log(pace) : null;
  const of = (part: number) => people + part * pace;
  return { size: of(STILL_TO_COME.middle), low: of(STILL_TO_COME.low), high: of(STILL_TO_COME.high), rising };
}
