import { add, type DetectionState, read, SLOT } from './state.ts';

/** Half an hour is two quarters in a row, so whatever comes within a quarter of an hour is within one. */
const QUARTER_SECONDS = 900;

const quarterOf = (seconds: number) => Math.floor(seconds / QUARTER_SECONDS);

/** Lets the time of a state go from one moment to a later one: the quarter that is over becomes the one before. */
export function passQuarters(state: DetectionState, from: number, to: number): void {
  const passed = quarterOf(to) - quarterOf(from);
  if (passed === 0) return;
  state[SLOT.quarterBefore] = passed === 1 ? read(state, SLOT.quarter) : 0;
  state[SLOT.quarter] = 0;
}

/**
 * Adds `people` to the half hours in which somebody came `at` seconds after the post; below zero it takes them back. In parts of a full person.
 * Only the latest two quarters and the busiest half hour are kept: where people are taken back from that one, another may be busier by as many at most.
 */
export function followHalfHours(state: DetectionState, at: number, people: number): void {
  const came = quarterOf(at);
  const now = quarterOf(read(state, SLOT.last));
  if (came === now) add(state, SLOT.quarter, people);
  if (came === now - 1) add(state, SLOT.quarterBefore, people);
  const later = read(state, SLOT.busiestAt);
  if (came === later || came === later - 1) add(state, SLOT.busiest, people);
  const latest = read(state, SLOT.quarter) + read(state, SLOT.quarterBefore);
  if (latest < read(state, SLOT.busiest)) return;
  state[SLOT.busiest] = latest;
  state[SLOT.busiestAt] = now;
}
