import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod/mini';
import { METRICS_COLUMNS, type Metrics, metricsRow, newest } from '../../lib/metrics.ts';
import { row, rows, supabase } from '../../lib/supabase.ts';
import { timestamp } from '../../lib/timestamp.ts';

/** Counters of a take; null before the first reaction was counted. What is in the cache never goes back to an older version, wherever it came from. */
export function metricsQuery(performanceId: string) {
  return queryOptions({
    queryKey: ['engagement', 'metrics', performanceId],
    queryFn: ({ signal }) =>
      row(
        supabase()
          .from('performance_metrics')
          .select(METRICS_COLUMNS)
          .eq('performance_id', performanceId)
          .abortSignal(signal)
          .maybeSingle(),
        metricsRow,
      ),
    structuralSharing: (known: unknown, read: unknown) => later(known as Metrics | null | undefined, read as Metrics | null),
  });
}

const later = (known: Metrics | null | undefined, read: Metrics | null) => (read ? newest(known, read) : (known ?? null));

/** The latest 600 steps of the climb, oldest first. */
export function climbQuery(performanceId: string) {
  return queryOptions({
    queryKey: ['engagement', 'climb', performanceId],
    queryFn: async ({ signal }) => {
      const steps = await rows(
        supabase()
          .from('performance_scores')
          .select('at, score')
          .eq('performance_id', performanceId)
          .order('at', { ascending: false })
          .limit(600)
          .abortSignal(signal),
        z.object({ at: timestamp, score: z.number() }),
      );
      return steps.reverse();
    },
  });
}

export type Signal = 'like' | 'recast' | 'reply';

/** What was counted when a take crossed the line. Points add up to the score. */
const receiptRow = z.pipe(
  z.object({
    rule_version: z.string(),
    score: z.number(),
    threshold: z.number(),
    terms: z.array(z.object({ feature: z.string(), value: z.nullable(z.number()), points: z.number() })),
    people: z.number(),
    people_needed: z.number(),
    circles: z.number(),
    left_out: z.number(),
    left_out_for: z.record(z.string(), z.number()),
    decided_at: timestamp,
    confirmed_at: timestamp,
    receipt_hash: z.string(),
  }),
  z.transform(row => ({
    score: row.score,
    threshold: row.threshold,
    terms: row.terms,
    people: row.people,
    circles: row.circles,
    ruleVersion: row.rule_version,
    peopleNeeded: row.people_needed,
    leftOut: row.left_out,
    leftOutFor: row.left_out_for,
    decidedAt: row.decided_at,
    confirmedAt: row.confirmed_at,
    hash: row.receipt_hash,
  })),
);

/** The receipt of a take that crossed the line; null for every other. It never changes once it is there. */
export function receiptQuery(performanceId: string) {
  return queryOptions({
    queryKey: ['engagement', 'receipt', performanceId],
    queryFn: ({ signal }) =>
      row(
        supabase()
          .from('viral_receipts')
          .select(
            'rule_version, score, threshold, terms, people, people_needed, circles, left_out, left_out_for, decided_at, confirmed_at, receipt_hash',
          )
          .eq('performance_id', performanceId)
          .abortSignal(signal)
          .maybeSingle(),
        receiptRow,
      ),
    staleTime: query => (query.state.data ? Number.POSITIVE_INFINITY : 30_000),
  });
}

const SIGNAL_OF = { 1: 'like', 2: 'recast', 3: 'reply' } as const satisfies Record<number, Signal>;

/** The last 20 reactions, newest first. */
export function recentQuery(performanceId: string) {
  return queryOptions({
    queryKey: ['engagement', 'recent', performanceId],
    queryFn: ({ signal }) =>
      rows(
        supabase().rpc('recent_engagement', { performance: performanceId }).abortSignal(signal),
        z.pipe(
          z.object({
            reaction_type: z.union([z.literal(1), z.literal(2), z.literal(3)]),
            display_name: z.string(),
            event_at: timestamp,
          }),
          z.transform(said => ({ signal: SIGNAL_OF[said.reaction_type] as Signal, name: said.display_name, at: said.event_at })),
        ),
      ),
  });
}
