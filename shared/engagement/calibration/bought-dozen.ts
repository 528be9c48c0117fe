import { SCALES } from '../detection/decay.ts';
import { FEATURES, multiply } from '../detection/features.ts';
import { peopleFloor } from '../detection/rule.ts';
import type { Example } from './example.ts';

/** When a dozen bought people come, in seconds after the post: spread over the first half hour. */
const ARRIVALS = Array.from({ length: 12 }, (_, index) => 130 + 145 * index);
/** What each of them weighs: people of good standing in a network without scores weigh half as much again as others. */
const WEIGHT = 1.5;
/** Beyond thirty dozens the people that any firing needs are many times a dozen: there the price was measured to keep little more, and cost early hits. */
const MOST = 30 * ARRIVALS.length;
/** Where a typical hit reaches its target sooner, in seconds, it looks in its first half hour as if a dozen had been bought. */
const SLOW_SECONDS = 2 * 3_600;

const AT = Object.fromEntries(FEATURES.map((feature, index) => [feature, index]));

/**
 * Whether a fit is asked to stay steady under a dozen people: where the people that are asked for keep a dozen out, targets from 33 to 360, and
 * the typical hit takes two hours or more to reach its target.
 */
export function pushes(target: number, examples: readonly Pick<Example, 'reachedAt'>[]): boolean {
  if (peopleFloor(target) <= ARRIVALS.length || target > MOST) return false;
  const reached = examples.map(({ reachedAt }) => reachedAt).filter(at => at !== null);
  const middle = reached.sort((a, b) => a - b)[reached.length >> 1];
  return middle !== undefined && middle >= SLOW_SECONDS;
}

/** Writes into `into` the features that `row`, read `now` seconds after the post, would have if a bought dozen had come as well. */
export function pushRow(row: Float64Array, now: number, into: Float64Array): void {
  into.set(row);
  const came = ARRIVALS.filter(at => at <= now);
  if (came.length === 0) return;
  const grow = (feature: string, extra: number) => {
    const at = AT[feature] as number;
    into[at] = Math.log(Math.exp(row[at] as number) + WEIGHT * extra);
  };
  grow('N', came.length);
  SCALES.forEach((scale, index) => {
    const left = came.reduce((sum, at) => sum + Math.exp((at - now) / scale), 0);
    grow(`s${index}`, left);
  });
  multiply(into, 0);
}
