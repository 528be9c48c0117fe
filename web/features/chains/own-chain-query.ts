import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod/mini';
import { rows, supabase } from '../../lib/supabase.ts';

/** A chain that somebody started: how far it came. */
export type OwnChain = { id: string; title: string; links: number };

const ownChain = z.pipe(
  z.object({ id: z.uuid(), title: z.string(), moves_count: z.number() }),
  z.transform(({ moves_count: links, ...chain }): OwnChain => ({ ...chain, links })),
);

/** Of the chains that somebody started, the one with the most links; null while there is none. */
export function ownChainQuery(userId: string) {
  return queryOptions({
    queryKey: ['chains', 'own', userId],
    queryFn: async () => {
      const longest = supabase()
        .from('dance_chains')
        .select('id, title, moves_count')
        .eq('started_by', userId)
        .eq('status', 'live')
        .order('moves_count', { ascending: false })
        .order('id')
        .limit(1);
      return (await rows(longest, ownChain))[0] ?? null;
    },
  });
}
