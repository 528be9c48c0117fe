import { enlarge, FEATURES } from '../detection/features.ts';
import type { Example } from './example.ts';

/**
 * A performance as one that was watched for half the target, told in terms of the target: its masses twice as large, until half of it was
 * reached. Hits are few, and those of half the size begin alike.
 */
export function halfSize(
  { hit, final, seen, times, values }: Example,
  target: number,
): Pick<Example, 'hit' | 'seen' | 'times' | 'values'> {
  const reached = seen.findIndex(each => 2 * each >= target);
  const moments = reached === -1 ? seen.length : reached;
  const enlarged = values.slice(0, moments * FEATURES.length);
  for (let moment = 0; moment < moments; moment++) enlarge(enlarged, moment * FEATURES.length, 2);
  return {
    hit: hit || reached !== -1 || 2 * final >= target,
    seen: seen.slice(0, moments).map(each => 2 * each),
    times: times.slice(0, moments),
    values: enlarged,
  };
}
