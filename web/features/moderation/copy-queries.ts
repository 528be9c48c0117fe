import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod/mini';
import { ApiError } from '../../lib/api-error.ts';
import { rows, supabase, written } from '../../lib/supabase.ts';
import { timestamp } from '../../lib/timestamp.ts';

const take = { performance_id: z.uuid(), title: z.string(), number: z.number() };

const copyRow = z.pipe(
  z.object({
    ...take,
    claims: z.array(
      z.object({
        performance_id: z.nullable(z.uuid()),
        title: z.nullable(z.string()),
        number: z.nullable(z.number()),
        id: z.number(),
        because: z.enum(['same-bytes', 'alike', 'unheard']),
        difference: z.nullable(z.number()),
      }),
    ),
    found_at: timestamp,
    note: z.nullable(z.string()),
    operator: z.nullable(z.string()),
    appeal: z.nullable(z.string()),
  }),
  z.transform(({ performance_id, title, number, claims, found_at, note, operator, appeal }) => ({
    take: { id: performance_id, title, number },
    /** The older takes that it is like; null where its sound could not be decoded. `difference`: part of the bits that differ, 0 to 1. */
    claims: claims.map(({ performance_id: id, id: claim, title, number, ...rest }) => ({
      claim,
      original: id !== null && title !== null && number !== null ? { id, title, number } : null,
      ...rest,
    })),
    at: found_at,
    /** What was answered before, and by whom: null while nobody has, the latter also once they left. */
    note,
    operator,
    appeal,
  })),
);
/** A take that is held because it is like older ones, or could not be heard: answered once, however many these are. `at`: when the first was found, unix ms. */
export type HeldCopy = z.infer<typeof copyRow>;

export const copiesQuery = queryOptions({
  queryKey: ['moderation', 'copies'],
  refetchInterval: 30_000,
  queryFn: ({ signal }) => rows(supabase().rpc('copy_queue').abortSignal(signal), copyRow),
});

/**
 * Says whether a take is a copy or the person's own, and why: of all claims that are on the screen, at once.
 * @throws ApiError, with words when somebody else was faster
 */
export async function answerCopy(answered: number[], answer: 'copy' | 'own', reason: string): Promise<void> {
  try {
    await written(supabase().rpc('answer_copy', { answered, answer, reason }));
  } catch (error) {
    if (!(error instanceof ApiError && error.code === 'database/23514')) throw error;
    throw new ApiError('moderation/changed', 'Somebody has answered this already.', {
      status: 409,
      retryable: false,
      cause: error,
    });
  }
}
