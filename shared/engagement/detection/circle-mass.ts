import { add, CIRCLES_FOLLOWED, type DetectionState, read, SLOT } from './state.ts';
import type { Trust } from './trust.ts';

/**
 * What is left of `weight` for one more member of a circle: its mass may be `circleCap` of all mass. Later growth of others gives nothing back, so that each weight is final when it is given.
 */
export function allowed(state: DetectionState, circle: number, weight: number, trust: Trust): number {
  if (circle === 0) return weight;
  const held = state.circles?.masses[state.circles.ids.indexOf(circle)] ?? 0;
  // The largest x with held + x ≤ cap · (mass + x).
  const room = (trust.circleCap * read(state, SLOT.mass) - held) / (1 - trust.circleCap);
  return Math.max(0, Math.min(weight, room));
}

/**
 * Books a person's mass under their circle. Space-saving: a circle's mass is never underestimated, and overestimated
 * by at most 1/CIRCLES_FOLLOWED of the mass that circles have together.
 */
export function book(state: DetectionState, circle: number, weight: number): void {
  if (circle === 0) {
    add(state, SLOT.lone, 1);
    return;
  }
  state.circles ??= { ids: [], masses: [], members: [] };
  const { ids, masses, members } = state.circles;
  let index = ids.indexOf(circle);
  if (index === -1) {
    index = ids.length < CIRCLES_FOLLOWED ? ids.length : masses.indexOf(Math.min(...masses));
    if ((members[index] ?? 0) > 0) add(state, SLOT.circles, -1);
    ids[index] = circle;
    masses[index] ??= 0;
    members[index] = 0;
  }
  if (members[index] === 0) add(state, SLOT.circles, 1);
  masses[index] = (masses[index] ?? 0) + weight;
  members[index] = (members[index] ?? 0) + 1;
}

/** Takes back what `book` wrote. A circle that gave way in between keeps what its successor inherited. */
export function unbook(state: DetectionState, circle: number, weight: number): void {
  if (circle === 0) {
    add(state, SLOT.lone, -1);
    return;
  }
  if (state.circles === null) return;
  const { ids, masses, members } = state.circles;
  const index = ids.indexOf(circle);
  if (index === -1 || members[index] === 0) return;
  masses[index] = Math.max(0, (masses[index] ?? 0) - weight);
  members[index] = (members[index] ?? 0) - 1;
  if (members[index] === 0) add(state, SLOT.circles, -1);
}
