import type { DetectionRule } from './rule.ts';
import { type DetectionState, read, SLOT } from './state.ts';

const GAPS_NEEDED = 12;
const HUMAN_GAP_SECONDS = 3;

/** What keeps a performance from firing whatever its score; null when nothing does. */
export type Gate = 'tooOld' | 'alreadyBig' | 'fewPeople' | 'fewCircles' | 'clockwork';

/** Checks the gates of a rule in this order: age, size, people, circles, timing. Constant time. */
export function gateOf(state: DetectionState, { maxAgeSeconds, target, trust }: DetectionRule): Gate | null {
  if (read(state, SLOT.last) > maxAgeSeconds) return 'tooOld';
  if (read(state, SLOT.seen) >= target) return 'alreadyBig';
  if (read(state, SLOT.people) < trust.minPeople) return 'fewPeople';
  if (read(state, SLOT.lone) + read(state, SLOT.circles) < trust.minCircles) return 'fewCircles';
  return gapVariation(state) < trust.minGapVariation ? 'clockwork' : null;
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
