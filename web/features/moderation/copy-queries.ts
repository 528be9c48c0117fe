import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod/mini';
import { ApiError } from '../../lib/api-error.ts';
import { rows, supabase, written } from '../../lib/supabase.ts';

const claimRow = z.pipe(
  z.object({
    id: z.number(),
    performance_id: z.uuid(),
    title: z.string(),
    number: z.number(),
    of_performance_id: z.uuid(),
    of_title: z.string(),
    of_number: z.number(),
    because: z.enum(['same-bytes', 'alike']),
    difference: z.nullable(z.number()),
    found_at: z.pipe(
      z.string(),
      z.transform(text => Date.parse(text)),
    ),
    appeal: z.nullable(z.string()),
  }),
  z.transform(said => ({
    id: said.id,
    take: { id: said.performance_id, title: said.title, number: said.number },
    original: { id: said.of_performance_id, title: said.of_title, number: said.of_number },
    because: said.because,
    difference: said.difference,
    at: said.found_at,
    appeal: said.appeal,
  })),
);
/** A take that is held because it is like an older one. `difference`: part of the bits that differ, 0 to 1. */
export type Claim = z.infer<typeof claimRow>;

export const copiesQuery = queryOptions({
  queryKey: ['moderation', 'copies'],
  refetchInterval: 30_000,
  queryFn: ({ signal }) => rows(supabase().rpc('copy_queue').abortSignal(signal), claimRow),
});

/**
 * Says whether a take is a copy or the person's own, and why.
 * @throws ApiError, with words when somebody else was faster
 */
export async function answerCopy(claim: number, answer: 'copy' | 'own', reason: string): Promise<void> {
  try {
    await written(supabase().rpc('answer_copy', { claim, answer, reason }));
  } catch (error) {
    if (!(error instanceof ApiError && error.code === 'database/23514')) throw error;
    throw new ApiError('moderation/changed', 'Somebody has answered this already.', {
      status: 409,
      retryable: false,
      cause: error,
    });
  }
}
