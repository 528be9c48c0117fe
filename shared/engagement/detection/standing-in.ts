import { crowdSize, DOZEN, keepsDozenOut } from './dozen.ts';
import { type DetectionState, read, SLOT } from './state.ts';
import type { Trust } from './trust.ts';

/** Ordinary people of the latest half hour, in what they are worth, beside whom half as many of those left out are stood for. */
const HALVED_BY = 3;
/** Beside so many people a dozen is little: where they have come, and where they are asked for anyway. */
const ENOUGH = 2 * DOZEN;

/**
 * For how much of the people left out somebody of good standing stands who comes now, from 0 to 1. Bought people are of good standing, come
 * together, and nobody of theirs is left out: until two dozen have come, h / (h + n · worth) beside n full people of the latest half hour. It
 * rests on those who weigh alone, so nobody who is left out opens it. It is 1 where no dozen is kept out, and where two dozen are asked for
 * (targets to 32 and from 185 on). Among people of whom nothing is known nobody is left out, and it is 0.
 */
export function standingIn(state: DetectionState, trust: Trust): number {
  if (isMostlyUnknown(state)) return 0;
  if (!keepsDozenOut(trust) || trust.minPeople >= ENOUGH || crowdSize(state) >= ENOUGH) return 1;
  const together = read(state, SLOT.quarter) + read(state, SLOT.quarterBefore);
  return HALVED_BY / (HALVED_BY + together * trust.ordinaryWorth);
}

/** Whether most of the mass is of people of whom nothing is known. */
function isMostlyUnknown(state: DetectionState): boolean {
  return 2 * read(state, SLOT.knownMass) < read(state, SLOT.mass) - 1e-9;
}
