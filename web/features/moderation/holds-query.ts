import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod/mini';
import { ApiError } from '../../lib/api-error.ts';
import { rows, supabase, written } from '../../lib/supabase.ts';
import { timestamp } from '../../lib/timestamp.ts';
import { type ClaimRow, type DecisionRow, type Hold, toHolds } from './hold.ts';

const named = z.object({ title: z.string(), number: z.number() });

const claimRow = z.pipe(
  z.object({
    performance_id: z.uuid(),
    decision: z.nullable(z.enum(['copy', 'own'])),
    note: z.nullable(z.string()),
    decided_at: z.nullable(timestamp),
    appeal: z.nullable(z.string()),
    appealed_at: z.nullable(timestamp),
    because: z.enum(['same-bytes', 'alike', 'unheard']),
    take: named,
    /** Null when it is hidden by now. */
    like: z.nullable(named),
  }),
  z.transform(
    ({ performance_id, decided_at, appealed_at, take, ...row }): ClaimRow => ({
      ...row,
      ...take,
      takeId: performance_id,
      decidedAt: decided_at,
      appealedAt: appealed_at,
    }),
  ),
);

const decisionRow = z.pipe(
  z.object({
    id: z.number(),
    action: z.enum(['hide', 'show']),
    note: z.string(),
    take: z.nullable(z.object({ id: z.uuid(), title: z.string(), number: z.number(), taken_back_at: z.nullable(z.string()) })),
    chain: z.nullable(z.object({ id: z.uuid(), title: z.string(), number: z.number() })),
    place: z.nullable(
      z.object({
        id: z.uuid(),
        name: z.string(),
        chain: z.object({ kind: z.enum(['dance', 'song']), title: z.string(), number: z.number() }),
      }),
    ),
    appeals: z.nullable(z.object({ words: z.string() })),
  }),
  z.transform(({ take, chain, place, appeals, ...row }): DecisionRow | null => {
    const said = { ...row, appeal: appeals?.words ?? null };
    if (place) {
      const { number, title, kind } = place.chain;
      const name = `${place.name} in ${title}`;
      return { ...said, kind: kind === 'song' ? 'verse' : 'move', subjectId: place.id, title: name, number };
    }
    const subject = take ?? chain;
    if (!subject || take?.taken_back_at) return null;
    const { id: subjectId, title, number } = subject;
    return { ...said, kind: take ? 'take' : 'chain', subjectId, title, number };
  }),
);

/** What holds the viewer's takes, chains and places in chains. Row security gives everybody their own. */
export function holdsQuery(userId: string | undefined) {
  return queryOptions({
    queryKey: ['moderation', 'holds', userId],
    enabled: userId !== undefined,
    refetchInterval: 60_000,
    queryFn: async ({ signal }): Promise<Hold[]> => {
      const [claims, decisions] = await Promise.all([
        rows(
          supabase()
            .from('copy_claims')
            .select(
              'performance_id, because, decision, note, decided_at, appeal, appealed_at, ' +
                'take:performances!copy_claims_performance_id_fkey(title, number), like:performances!copy_claims_of_performance_id_fkey(title, number)',
            )
            .order('id')
            .limit(200)
            .abortSignal(signal),
          claimRow,
        ),
        rows(
          supabase()
            .from('moderation_decisions')
            .select(
              'id, action, note, take:performances(id, title, number, taken_back_at), chain:dance_chains(id, title, number), ' +
                'place:dance_moves(id, name, chain:dance_chains!dance_moves_chain_id_fkey(kind, title, number)), appeals(words)',
            )
            .order('id', { ascending: false })
            .limit(200)
            .abortSignal(signal),
          decisionRow,
        ),
      ]);
      return toHolds(
        claims,
        decisions.filter(row => row !== null),
      );
    },
  });
}

/**
 * Says something to what holds something of theirs, once.
 * @throws ApiError, with words when it was answered meanwhile
 */
export async function sendAppeal({ id, decisionId }: Hold, words: string): Promise<void> {
  try {
    await written(
      decisionId === null
        ? supabase().from('copy_claims').update({ appeal: words }).eq('performance_id', id).is('appeal', null)
        : supabase().from('appeals').insert({ decision_id: decisionId, words }),
    );
  } catch (error) {
    if (!(error instanceof ApiError && /^database\/(23505|23514)$/.test(error.code))) throw error;
    throw new ApiError('moderation/changed', 'Somebody has decided meanwhile. Look at the answer first.', {
      status: 409,
      retryable: false,
      cause: error,
    });
  }
}
