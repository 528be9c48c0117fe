import { CIRCLES_FOLLOWED, type DetectionState } from './state.ts';
import type { Trust } from './trust.ts';

/**
 * What is left of `weight` for one more member of a circle: its mass may be `circleCap` of all mass, its first member
 * always counts. Later growth of others gives nothing back, so that each weight is final when it is given.
 */
export function allowed(state: DetectionState, circle: number, weight: number, trust: Trust): number {
  if (circle === 0) return weight;
  const index = state.circles.ids.indexOf(circle);
  const held = index === -1 ? 0 : (state.circles.masses[index] ?? 0);
  if (held === 0) return weight;
  // The largest x with held + x ≤ cap · (mass + x).
  const room = (trust.circleCap * state.mass - held) / (1 - trust.circleCap);
  return Math.max(0, Math.min(weight, room));
}

/**
 * Books a person's mass under their circle. Space-saving: a circle's mass is never underestimated, and overestimated
 * by at most 1/CIRCLES_FOLLOWED of the mass that circles have together.
 */
export function book(state: DetectionState, circle: number, weight: number): void {
  if (circle === 0) {
    state.lone += 1;
    return;
  }
  const { ids, masses, members } = state.circles;
  let index = ids.indexOf(circle);
  if (index === -1 && ids.length < CIRCLES_FOLLOWED) {
    index = ids.length;
    masses[index] = 0;
    members[index] = 0;
  } else if (index === -1) {
    index = masses.indexOf(Math.min(...masses));
    members[index] = 0;
  }
  ids[index] = circle;
  masses[index] = (masses[index] ?? 0) + weight;
  members[index] = (members[index] ?? 0) + 1;
}

/** Takes back what `book` wrote. A circle that gave way in between keeps what its successor inherited. */
export function unbook(state: DetectionState, circle: number, weight: number): void {
  if (circle === 0) {
    state.lone -= 1;
    return;
  }
  const { ids, masses, members } = state.circles;
  const index = ids.indexOf(circle);
  if (index === -1) return;
  masses[index] = Math.max(0, (masses[index] ?? 0) - weight);
  members[index] = Math.max(0, (members[index] ?? 0) - 1);
}

/** Distinct circles behind the mass: everyone without one counts as one. Never overestimated. */
export function circleCount({ lone, circles }: DetectionState): number {
  return lone + circles.members.reduce((count, members) => count + Number(members > 0), 0);
}
