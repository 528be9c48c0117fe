import * as z from 'zod/mini';

/** Live counters of a take. Times are unix ms. */
export type Metrics = {
  likes: number;
  recasts: number;
  replies: number;
  score: number;
  threshold: number;
  crossedAt: number | null;
  /** Grows with each change. */
  version: number;
};

const time = z.pipe(
  z.string(),
  z.transform(text => Date.parse(text)),
);

export const METRICS_COLUMNS = 'likes_count, shares_count, replies_count, viral_score, viral_threshold, crossed_at, version';

/** A row of performance_metrics, or what the database broadcasts at each change of it. */
export const metricsRow = z.pipe(
  z.object({
    likes_count: z.number(),
    shares_count: z.number(),
    replies_count: z.number(),
    viral_score: z.number(),
    viral_threshold: z.number(),
    crossed_at: z.nullable(time),
    version: z.number(),
  }),
  z.transform(
    (row): Metrics => ({
      likes: row.likes_count,
      recasts: row.shares_count,
      replies: row.replies_count,
      score: row.viral_score,
      threshold: row.viral_threshold,
      crossedAt: row.crossed_at,
      version: row.version,
    }),
  ),
);

/** The newer of what is known and what was heard: messages overtake each other, versions do not lie. */
export function newest(known: Metrics | null | undefined, heard: Metrics): Metrics {
  return known && known.version >= heard.version ? known : heard;
}
