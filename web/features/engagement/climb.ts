import type { Metrics } from './metrics.ts';

export type ClimbStage = 'quiet' | 'rising' | 'waiting' | 'crossed';

/** Where a take stands on its way to the line. `waiting`: it has the points, but too few different people behind them. */
export function stageOf(metrics: Metrics | null): ClimbStage {
  if (!metrics) return 'quiet';
  if (metrics.crossedAt !== null) return 'crossed';
  if (metrics.score >= metrics.threshold) return 'waiting';
  return metrics.score >= metrics.threshold / 2 ? 'rising' : 'quiet';
}

/** Points that are missing, rounded up: what is said is enough. */
export function pointsToGo({ score, threshold }: Pick<Metrics, 'score' | 'threshold'>): number {
  return Math.max(0, Math.ceil(threshold - score));
}

/** What the ring may show: it is full only when the line was crossed. */
export function shownScore(metrics: Metrics): number {
  return metrics.crossedAt !== null ? metrics.score : Math.min(metrics.score, metrics.threshold * 0.99);
}
