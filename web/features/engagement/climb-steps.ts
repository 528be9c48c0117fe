import type { Metrics } from '../../lib/metrics.ts';

export type Step = { at: number; score: number };

/** Steps are kept a minute each, under the minute's beginning, with the score of its end. */
const MINUTE = 60_000;
/** A climb without a step for so long is over: its line ends with its last step. */
const DAY = 24 * 60 * MINUTE;

type Climb = {
  /** Oldest first, the line's own points. */
  points: Step[];
  from: number;
  to: number;
  /** Whether the line goes on to now. */
  going: boolean;
};

/**
 * The line of a climb: from nothing at the cast, by the end of each minute, through the line at the moment of crossing, to now
 * while it goes on. Undefined before the first step.
 */
export function climbLine(steps: readonly Step[], metrics: Metrics, castAt: number, now: number): Climb | undefined {
  const first = steps[0];
  const last = steps.at(-1);
  if (!first || !last) return undefined;
  const going = metrics.crossedAt === null && now - last.at < DAY;
  const points = steps.map(({ at, score }) => ({ at: Math.min(at + MINUTE, Math.max(now, at)), score }));
  if (metrics.crossedAt !== null) points.push({ at: metrics.crossedAt, score: metrics.threshold });
  if (going) points.push({ at: now, score: metrics.score });
  const from = Math.min(castAt, first.at);
  const line = [{ at: from, score: 0 }, ...points.sort((a, b) => a.at - b.at)];
  return { points: line, from, to: line.at(-1)?.at ?? now, going };
}
