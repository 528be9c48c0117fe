import type { Metrics } from '../../lib/metrics.ts';

/**
 * Where a take stands on its way to the line. `waiting`: it has the points, but they came from one crowd or at one beat. `large`: it has as many people
 * as a hit and did not cross, which is decided earlier, so nothing is to be promised. `confirming`: it is over the line, which must still hold after a
 * delay. `closed`: it can cross no more.
 */
export type ClimbStage = 'quiet' | 'rising' | 'waiting' | 'large' | 'confirming' | 'crossed' | 'closed';

/** Time in which the pace of reactions falls to a third when nothing follows, in ms. */
const PACE_MS = 8_100_000;

/** Where a take stands on its way to the line at unix ms `now`. */
export function stageOf(metrics: Metrics | null, now: number): ClimbStage {
  if (!metrics) return 'quiet';
  if (metrics.crossedAt !== null) return 'crossed';
  if (metrics.firedAt !== null) return 'confirming';
  if (metrics.closesAt !== null && now > metrics.closesAt) return 'closed';
  if (metrics.target > 0 && metrics.people >= metrics.target) return 'large';
  if (metrics.score >= metrics.threshold) return 'waiting';
  return isOnItsWay(metrics, now) || metrics.score >= metrics.threshold / 2 ? 'rising' : 'quiet';
}

/** People expected in the end, as of now: what was still to come at the last reaction fades while nothing follows. */
export function expectedBy({ people, expected, lastAt }: Metrics, now: number): number {
  const silence = lastAt === null ? 0 : Math.max(0, now - lastAt);
  return people + (expected - people) * Math.exp(-silence / PACE_MS);
}

/** Whether a take is expected to end as what the rule in force calls a hit. */
export function isOnItsWay(metrics: Metrics, now: number): boolean {
  return metrics.target > 0 && expectedBy(metrics, now) >= metrics.target;
}

/** Points that are missing, rounded up: what is said is enough. */
export function pointsToGo({ score, threshold }: Pick<Metrics, 'score' | 'threshold'>): number {
  return Math.max(0, Math.ceil(threshold - score));
}

/** What the ring may show: it is full only when the line was crossed. */
export function shownScore(metrics: Metrics): number {
  return metrics.crossedAt !== null ? metrics.score : Math.min(metrics.score, metrics.threshold * 0.99);
}
