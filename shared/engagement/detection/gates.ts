import { massOfCircles } from './circle-mass.ts';
import { crowdSize, DOZEN, keepsDozenOut } from './dozen.ts';
import { REMOVAL, type Reaction } from './reaction.ts';
import type { DetectionRule } from './rule.ts';
import { type DetectionState, read, SLOT, type Standing } from './state.ts';
import type { Trust } from './trust.ts';

const GAPS_NEEDED = 12;
const HUMAN_GAP_SECONDS = 3;
/** Full people who must have come outside the busiest half hour, before a larger target fires or money follows a small one … */
const APART = DOZEN / 2;
/** … unless so many have come, or half the target: that is no small order. */
const CROWD = 4 * DOZEN;

/** What keeps a performance from firing whatever its score; null when nothing does. */
export type Gate = 'tooOld' | 'alreadyBig' | 'fewPeople' | 'oneCrowd' | 'fewCircles' | 'clockwork';

/** Checks the gates of a rule in this order: age, size, people, one crowd, circles, timing. Constant time. */
export function gateOf(state: DetectionState, { maxAgeSeconds, target, trust }: DetectionRule): Gate | null {
  if (read(state, SLOT.last) > maxAgeSeconds) return 'tooOld';
  if (seenForCertain(state) >= target) return 'alreadyBig';
  if (crowdOf(state, trust) + 1e-9 < trust.minPeople) return 'fewPeople';
  if (keepsDozenOut(trust) && isOneCrowd(state, Math.min(target / 2, CROWD))) return 'oneCrowd';
  if (read(state, SLOT.lone) < trust.minCircles && distinct(state) < trust.minCircles) return 'fewCircles';
  return gapVariation(state) < trust.minGapVariation ? 'clockwork' : null;
}

/** Whether a reaction may bring a decision about: not a removal, nor somebody who is left out or lightened. */
export function mayFire({ kind }: Pick<Reaction, 'kind'>, standing: Standing | undefined): boolean {
  return kind !== REMOVAL && standing !== undefined && standing.weight > 0 && standing.excluded === null;
}

/** Distinct circles: who belongs to none is one, and a circle that is given the mass of a person; a ring that was given less is nobody. */
function distinct(state: DetectionState): number {
  return read(state, SLOT.lone) + massOfCircles(state).filter(mass => mass >= 1).length;
}

/**
 * Reactions that have come for certain, repeats included as far as they are fewer than a quarter of the people: else a few who quote again and
 * again would silence a performance. Nobody is more than one here. By the mass three people who stand in for others are
 * eight, and a small target would be reached before enough people have come for any firing.
 */
function seenForCertain(state: DetectionState): number {
  const full = read(state, SLOT.full);
  return full + Math.min(read(state, SLOT.seen) - read(state, SLOT.mass), full / 4);
}

/**
 * What is asked to be `minPeople`: full people, so that neither a dozen of good standing is a crowd nor those of a farm who just pass. Where less
 * than a dozen is asked that keeps no dozen out: there people stand in for those left out as everywhere, else half of a crowd is not enough in time.
 */
export function crowdOf(state: DetectionState, trust: Trust): number {
  return read(state, keepsDozenOut(trust) ? SLOT.full : SLOT.mass);
}

/**
 * Whether next to all came within half an hour, as those do who were bought, and are fewer than `enough`: a small crowd is believed once others
 * come at another time.
 */
function isOneCrowd(state: DetectionState, enough: number): boolean {
  return crowdSize(state) < enough && read(state, SLOT.full) + 1e-9 - read(state, SLOT.busiest) < APART;
}

/**
 * Full people behind the mass, or fewer where they did not stand wholly for those left out: someone of a middling score is a part of one, someone
 * of whom nothing is known is one.
 */
export function worthBehind(state: DetectionState, { ordinaryWorth }: Trust): number {
  const known = read(state, SLOT.knownMass);
  // Sums of fractions: a crowd of exactly as many must not fail by a rounding.
  return read(state, SLOT.mass) - known * (1 - ordinaryWorth) + 1e-9;
}

/**
 * Whether money may follow: a dozen people of good standing can be bought, so behind a small target there must be more of them, who did not all
 * come within half an hour, or spread at second hand. A larger target does not fire before that. Where nothing is known of people this asks nothing.
 */
export function bearsMoney(state: DetectionState, { trust }: DetectionRule): boolean {
  if (read(state, SLOT.knownMass) < 1e-6 || read(state, SLOT.secondHand) >= trust.moneySecondHand) return true;
  const isApart = keepsDozenOut(trust) || !isOneCrowd(state, CROWD);
  return isApart && worthBehind(state, trust) >= trust.moneyPeople;
}

/**
 * Standard deviation over mean of the first gaps between new people. Infinite, so never suspicious, below 12 gaps and
 * where the mean gap is under three seconds: a crowd that comes at once looks regular in whole seconds.
 */
export function gapVariation(state: DetectionState): number {
  const count = read(state, SLOT.gapCount);
  const mean = read(state, SLOT.gapSum) / count;
  if (count < GAPS_NEEDED || mean <= HUMAN_GAP_SECONDS) return Number.POSITIVE_INFINITY;
  return Math.sqrt(Math.max(0, read(state, SLOT.gapSquares) / count - mean * mean)) / mean;
}
