export type ScorePoint = {
  /** Unix ms. */
  at: number;
  score: number;
};

export type Plot = { left: number; right: number; top: number; bottom: number };
export type Climb = {
  line: { x: number; y: number }[];
  /** Height of a score. */
  yOf: (score: number) => number;
  /** Place of a time. */
  xOf: (at: number) => number;
};

/** Scales a climb into `plot`. The scale starts at zero and always has room for the threshold. */
export function climbOf(points: readonly ScorePoint[], threshold: number, span: { from: number; to: number }, plot: Plot): Climb {
  const top = Math.max(threshold * 1.18, ...points.map(point => point.score * 1.08), 1);
  const time = Math.max(1, span.to - span.from);
  const yOf = (score: number) => plot.bottom - (Math.min(Math.max(0, score), top) / top) * (plot.bottom - plot.top);
  const xOf = (at: number) => plot.left + (Math.min(Math.max(0, at - span.from), time) / time) * (plot.right - plot.left);
  return { line: points.map(({ at, score }) => ({ x: xOf(at), y: yOf(score) })), yOf, xOf };
}

/** The score on the line at a time: between two points on the straight segment that joins them. */
export function scoreAt(points: readonly ScorePoint[], at: number): number {
  const next = points.findIndex(point => point.at >= at);
  const after = points[next];
  const before = points[next - 1];
  if (!after) return points.at(-1)?.score ?? 0;
  if (!before) return after.score;
  return before.score + ((at - before.at) / (after.at - before.at)) * (after.score - before.score);
}
