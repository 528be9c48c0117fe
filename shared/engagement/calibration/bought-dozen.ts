import { SCALES } from '../detection/decay.ts';
import { FEATURES, multiply } from '../detection/features.ts';

/** When a dozen bought people come, in seconds after the post: spread over the first half hour. */
const ARRIVALS = Array.from({ length: 12 }, (_, index) => 130 + 145 * index);
/** What each of them weighs: people of good standing in a network without scores weigh half as much again as others. */
const WEIGHT = 1.5;
/**
 * From an eighth of the target on a dozen is what a hit looks like at first: nothing can be steady against that. Below a thirtieth the people that
 * any firing needs are many times a dozen: there it was measured to move nothing, and cost a little.
 */
const [LEAST, MOST] = [1 / 30, 1 / 8] as const;

const AT = Object.fromEntries(FEATURES.map((feature, index) => [feature, index]));

/** Whether a fit for this target is asked to stay steady under a dozen people: targets from 96 to 360. */
export function pushes(target: number): boolean {
  const share = ARRIVALS.length / target;
  return share >= LEAST && share <= MOST;
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
