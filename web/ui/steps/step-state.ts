import type { Step } from './steps.tsx';

/** The state of the step at a place while the one at `at` is under way, or has failed. */
export function stepState(place: number, at: number, now: 'now' | 'failed' = 'now'): Step['state'] {
  if (place < at) return 'done';
  return place === at ? now : 'waiting';
}
