import { add, CIRCLES_FOLLOWED, type DetectionState, FIRST_CIRCLE, read, SLOT } from './state.ts';
import type { Trust } from './trust.ts';

/** Numbers of a followed circle, its id first. */
const MASS = 1;
const MEMBERS = 2;
const NUMBERS = 3;

/**
 * What is left of `weight` for one more member of a circle: its mass may be `circleCap` of all mass. Later growth of others gives
 * nothing back, so that each weight is final when it is given.
 */
export function allowed(state: DetectionState, circle: number, weight: number, trust: Trust): number {
  if (circle === 0) return weight;
  const held = massOf(state, circle);
  // The largest x with held + x ≤ cap · (mass + x).
  const room = (trust.circleCap * read(state, SLOT.mass) - held) / (1 - trust.circleCap);
  return Math.max(0, Math.min(weight, room));
}

/** Mass of a circle as far as it is followed: 0 where it is not. */
export function massOf(state: DetectionState, circle: number): number {
  const at = placeOf(state, circle);
  return at === null ? 0 : read(state, at + MASS);
}

/** The masses of the circles that are followed. */
export function massOfCircles(state: DetectionState): number[] {
  return state.slice(FIRST_CIRCLE).filter((_, index) => index % NUMBERS === MASS);
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
  const at = placeOf(state, circle) ?? placeFor(state, circle);
  if (read(state, at + MEMBERS) === 0) add(state, SLOT.circles, 1);
  add(state, at + MASS, weight);
  add(state, at + MEMBERS, 1);
}

/** Takes back what `book` wrote. A circle that gave way in between keeps what its successor inherited. */
export function unbook(state: DetectionState, circle: number, weight: number): void {
  if (circle === 0) {
    add(state, SLOT.lone, -1);
    return;
  }
  const at = placeOf(state, circle);
  if (at === null || read(state, at + MEMBERS) === 0) return;
  state[at + MASS] = Math.max(0, read(state, at + MASS) - weight);
  add(state, at + MEMBERS, -1);
  if (read(state, at + MEMBERS) === 0) add(state, SLOT.circles, -1);
}

/** Where a circle is followed, null where it is not. */
function placeOf(state: DetectionState, circle: number): number | null {
  for (let at = FIRST_CIRCLE; at < state.length; at += NUMBERS) if (state[at] === circle) return at;
  return null;
}

/** Makes place for a circle: a new one, or that of the lightest, whose mass it inherits. */
function placeFor(state: DetectionState, circle: number): number {
  if (state.length < FIRST_CIRCLE + CIRCLES_FOLLOWED * NUMBERS) return state.push(circle, 0, 0) - NUMBERS;
  let lightest = FIRST_CIRCLE;
  for (let at = FIRST_CIRCLE; at < state.length; at += NUMBERS) {
    if (read(state, at + MASS) < read(state, lightest + MASS)) lightest = at;
  }
  if (read(state, lightest + MEMBERS) > 0) add(state, SLOT.circles, -1);
  state[lightest] = circle;
  state[lightest + MEMBERS] = 0;
  return lightest;
}
