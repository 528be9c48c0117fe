import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import * as z from 'zod/mini';
import { ApiError } from '../../lib/api-error.ts';
import { row, rows, supabase, written } from '../../lib/supabase.ts';
import { timestamp } from '../../lib/timestamp.ts';

const kind = z.enum(['take', 'chain', 'move', 'verse']);

/** What operators decide about. A move or a verse is one place in a chain. */
export type Subject = { kind: z.infer<typeof kind>; id: string; title: string };

const waitingRow = z.pipe(
  z.object({
    kind,
    subject_id: z.uuid(),
    page_id: z.uuid(),
    number: z.number(),
    title: z.string(),
    status: z.string(),
    creator: z.string(),
    username: z.nullable(z.string()),
    fid: z.nullable(z.number()),
    reports: z.number(),
    reasons: z.array(z.string()),
    details: z.nullable(z.array(z.string())),
    note: z.nullable(z.string()),
    appeal: z.nullable(z.string()),
    asked_at: timestamp,
  }),
  z.transform(said => ({
    kind: said.kind,
    id: said.subject_id,
    /** The take or chain on whose page it is seen. */
    pageId: said.page_id,
    number: said.number,
    title: said.title,
    hidden: said.status === 'hidden',
    creator: { name: said.creator, username: said.username, fid: said.fid },
    reports: said.reports,
    reasons: said.reasons,
    /** What reporters added, the last first. */
    details: said.details ?? [],
    /** Why it was hidden, where its author appealed. */
    note: said.note,
    appeal: said.appeal,
    at: said.asked_at,
  })),
);
/** What people reported since somebody last decided about it, or whose author appealed. `at`: the last of it, unix ms. */
export type Waiting = z.infer<typeof waitingRow>;

const decidedRow = z.pipe(
  z.object({
    id: z.number(),
    kind,
    subject_id: z.uuid(),
    number: z.number(),
    title: z.string(),
    action: z.enum(['hide', 'keep', 'show']),
    note: z.string(),
    operator: z.nullable(z.string()),
    created_at: timestamp,
    undoable: z.boolean(),
  }),
  z.transform(({ subject_id, created_at, ...said }) => ({ ...said, subjectId: subject_id, at: created_at })),
);
/** One decision of an operator; `undoable` where it can be shown again. `at` in unix ms. */
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

export const waitingQuery = queryOptions({
  queryKey: ['moderation', 'waiting'],
  refetchInterval: 30_000,
  queryFn: ({ signal }) => rows(supabase().rpc('moderation_queue').abortSignal(signal), waitingRow),
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
 * Decides about a take, a chain, or one place in a chain. The note is kept with it, and its author reads it.
 * @throws ApiError, with words when somebody else was faster
 */
export async function decide({ kind, id }: Pick<Subject, 'kind' | 'id'>, decision: Decision, note: string): Promise<void> {
  const said = { decision, reason: note };
  const place = () => supabase().rpc('moderate_move', { move: id, ...said });
  const calls = {
    take: () => supabase().rpc('moderate_take', { take: id, ...said }),
    chain: () => supabase().rpc('moderate_chain', { chain: id, ...said }),
    move: place,
    verse: place,
  };
  try {
    await written(calls[kind]());
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
