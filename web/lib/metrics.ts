import * as z from 'zod/mini';
import { timestamp } from './timestamp.ts';

/** Live counters of a take. Times are unix ms. */
export type Metrics = {
  likes: number;
  recasts: number;
  replies: number;
  /** Points on the way to the viral line, which is at `threshold`. */
  score: number;
  threshold: number;
  /** Different people who weigh, and how many the rule in force asks for. */
  people: number;
  peopleNeeded: number;
  /** What the rule in force calls a hit, in people. */
  target: number;
  /** People expected in the end as of the last reaction, and between what four in five takes end. */
  expected: number;
  low: number;
  high: number;
  lastAt: number | null;
  /** After this it cannot cross any more. */
  closesAt: number | null;
  /** When the rule said viral; `crossedAt` follows if that still stands after a delay. */
  firedAt: number | null;
  crossedAt: number | null;
  /** Grows with each change. */
  version: number;
};

export const METRICS_COLUMNS =
  'likes_count, shares_count, replies_count, viral_score, viral_threshold, people, people_needed, target_size, ' +
  'predicted_size, predicted_low, predicted_high, last_event_at, closes_at, fired_at, crossed_at, version';

/** A row of performance_metrics, or what the database broadcasts at each change of it. */
export const metricsRow = z.pipe(
  z.object({
    likes_count: z.number(),
    shares_count: z.number(),
    replies_count: z.number(),
    viral_score: z.number(),
    viral_threshold: z.number(),
    people: z.number(),
    people_needed: z.number(),
    target_size: z.number(),
    predicted_size: z.nullable(z.number()),
    predicted_low: z.nullable(z.number()),
    predicted_high: z.nullable(z.number()),
    last_event_at: z.nullable(timestamp),
    closes_at: z.nullable(timestamp),
    fired_at: z.nullable(timestamp),
    crossed_at: z.nullable(timestamp),
    version: z.number(),
  }),
  z.transform(
    (row): Metrics => ({
      likes: row.likes_count,
      recasts: row.shares_count,
      replies: row.replies_count,
      score: row.viral_score,
      threshold: row.viral_threshold,
      people: row.people,
      peopleNeeded: row.people_needed,
      target: row.target_size,
      expected: row.predicted_size ?? row.people,
      low: row.predicted_low ?? row.people,
      high: row.predicted_high ?? row.people,
      lastAt: row.last_event_at,
      closesAt: row.closes_at,
      firedAt: row.fired_at,
      crossedAt: row.crossed_at,
      version: row.version,
    }),
  ),
);

/** A take that nobody has reacted to. Points have one scale, whatever the rule: the line is at 100. */
export const NO_METRICS: Metrics = {
  likes: 0,
  recasts: 0,
  replies: 0,
  score: 0,
  threshold: 100,
  people: 0,
  peopleNeeded: 0,
  target: 0,
  expected: 0,
  low: 0,
  high: 0,
  lastAt: null,
  closesAt: null,
  firedAt: null,
  crossedAt: null,
  version: 0,
};

/** The newer of what is known and what was heard: messages overtake each other, versions do not lie. */
export function newest(known: Metrics | null | undefined, heard: Metrics): Metrics {
  return known && known.version >= heard.version ? known : heard;
}
