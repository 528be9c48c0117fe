/** A recording and the take beside it may differ by a second, as a camera starts before the dance does, or by a tenth of the take. */
const LEAST_SLACK_MS = 1_000;
const SLACK = 0.1;

/**
 * Whether pose data may be of this take: both are about as long, in ms. It is all that is compared: what the film shows is looked
 * at by nobody here, so pose data are what their author says, not what the film proves.
 */
export function sameLength(poseMs: number, takeMs: number): boolean {
  return Math.abs(poseMs - takeMs) <= Math.max(LEAST_SLACK_MS, takeMs * SLACK);
}
