import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import * as z from 'zod/mini';
import { ApiError } from '../../lib/api-error.ts';
import { row, rows, supabase, written } from '../../lib/supabase.ts';

const time = z.pipe(
  z.string(),
  z.transform(text => Date.parse(text)),
);

const reportedRow = z.pipe(
  z.object({
    performance_id: z.uuid(),
    number: z.number(),
    title: z.string(),
    status: z.string(),
    reports: z.number(),
    reasons: z.array(z.string()),
    details: z.nullable(z.array(z.string())),
    last_reported_at: time,
  }),
  z.transform(said => ({
    id: said.performance_id,
    number: said.number,
    title: said.title,
    hidden: said.status !== 'live',
    reports: said.reports,
    reasons: said.reasons,
    /** What reporters added, the last first. */
    details: said.details ?? [],
    at: said.last_reported_at,
  })),
);
/** A take that people reported since somebody last decided about it. `at`: the last report, unix ms. */
export type Reported = z.infer<typeof reportedRow>;

const decidedRow = z.pipe(
  z.object({
    id: z.number(),
    performance_id: z.uuid(),
    number: z.number(),
    title: z.string(),
    action: z.enum(['hide', 'keep', 'show']),
    note: z.string(),
    operator: z.nullable(z.string()),
    created_at: time,
    undoable: z.boolean(),
  }),
  z.transform(({ performance_id, created_at, ...said }) => ({ ...said, takeId: performance_id, at: created_at })),
);
/** One decision of an operator; `undoable` where the take can be shown again. `at` in unix ms. */
export type Decided = z.infer<typeof decidedRow>;

/** Whether the viewer looks after takes. */
export function operatorQuery(userId: string | undefined) {
  return queryOptions({
    queryKey: ['moderation', 'operator', userId],
    enabled: userId !== undefined,
    staleTime: 5 * 60_000,
    queryFn: ({ signal }) => row(supabase().rpc('is_operator').abortSignal(signal), z.boolean()),
  });
}

export const reportedQuery = queryOptions({
  queryKey: ['moderation', 'reported'],
  refetchInterval: 30_000,
  queryFn: ({ signal }) => rows(supabase().rpc('reported_takes').abortSignal(signal), reportedRow),
});

const PAGE = 30;
const FIRST = Number.MAX_SAFE_INTEGER;

export const decidedQuery = infiniteQueryOptions({
  queryKey: ['moderation', 'decided'],
  initialPageParam: FIRST,
  queryFn: ({ pageParam, signal }) =>
    rows(supabase().rpc('moderation_log', { before: pageParam, most: PAGE }).abortSignal(signal), decidedRow),
  getNextPageParam: page => (page.length === PAGE ? page.at(-1)?.id : undefined),
});

export type Decision = Decided['action'];

/**
 * Decides about a take. The note is kept with it.
 * @throws ApiError, with words when somebody else was faster
 */
export async function decide(takeId: string, decision: Decision, note: string): Promise<void> {
  try {
    await written(supabase().rpc('moderate_take', { take: takeId, decision, reason: note }));
  } catch (error) {
    if (!(error instanceof ApiError && error.code === 'database/23514')) throw error;
    throw new ApiError(
      'moderation/changed',
      'It cannot be shown again: its author took it back, or somebody has decided since.',
      {
        status: 409,
        retryable: false,
        cause: error,
      },
    );
  }
}
