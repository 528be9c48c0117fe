import { crowdSize, DOZEN, keepsDozenOut } from './dozen.ts';
import { type DetectionState, read, SLOT } from './state.ts';
import type { Trust } from './trust.ts';

/** Beside so many people a dozen is little: where they have come, and where they are asked for anyway. */
const ENOUGH = 2 * DOZEN;
/** By so many people of full worth within the quarter of an hour before it is halved. At one early recall falls by .18 among people with scores (rt2019). */
const HALVED_BY = 3;

/**
 * For how much of the people left out somebody of good standing stands who comes now, from 0 to 1. Bought people are of good standing, come
 * together, and nobody of theirs is left out: until two dozen have come, 1 / (1 + n · worth / 3) after n full people of the quarter of an hour
 * before this one. It rests on those who weigh alone, so nobody who is left out opens it, and on those who stayed, so likes that are soon taken back
 * move nothing. It is 1 where no dozen is kept out, and where two dozen are asked for (targets to 32 and from 185 on). Among people of whom
 * nothing is known nobody is left out, and it is 0.
 */
export function standingIn(state: DetectionState, trust: Trust): number {
  if (isMostlyUnknown(state)) return 0;
  if (!keepsDozenOut(trust) || trust.minPeople >= ENOUGH || crowdSize(state) >= ENOUGH) return 1;
  return 1 / (1 + (read(state, SLOT.quarterBefore) * trust.ordinaryWorth) / HALVED_BY);
}

/** Whether most of the mass is of people of whom nothing is known. */
function isMostlyUnknown(state: DetectionState): boolean {
  return 2 * read(state, SLOT.knownMass) < read(state, SLOT.mass) - 1e-9;
}
