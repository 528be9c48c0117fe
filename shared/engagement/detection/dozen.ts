import { type DetectionState, read, SLOT } from './state.ts';
import type { Trust } from './trust.ts';

/** People who can be bought as a small order. */
export const DOZEN = 12;

/** Whether as many people are asked for as keep a dozen out: targets from 33 on. Smaller ones are within a dozen anyway. */
export function keepsDozenOut({ minPeople }: Pick<Trust, 'minPeople'>): boolean {
  return minPeople > DOZEN;
}

/**
 * How large a crowd is: the middle of its full people and its mass. Where many are left out, those who stand in for them would else not be
 * enough before the target, and by mass alone bought ones would be.
 */
export function crowdSize(state: DetectionState): number {
  // Sums of fractions: a crowd of exactly as many must not fail by a rounding.
  return (read(state, SLOT.full) + read(state, SLOT.mass) + 1e-9) / 2;
}
