import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod/mini';
import { allRows, row, supabase } from '../../lib/supabase.ts';

/** Ids of those whom the viewer follows. */
export function followedQuery(userId: string) {
  return queryOptions({
    queryKey: ['creators', 'followed', userId],
    queryFn: async (): Promise<ReadonlySet<string>> => {
      const page = (from: number, to: number) =>
        supabase().from('follows').select('creator_id').order('created_at').order('creator_id').range(from, to);
      const found = await allRows(page, z.object({ creator_id: z.uuid() }));
      return new Set(found.map(({ creator_id }) => creator_id));
    },
    staleTime: 5 * 60_000,
  });
}

/** How many follow a person here. */
export function followersQuery(creatorId: string) {
  return queryOptions({
    queryKey: ['creators', 'followers', creatorId],
    queryFn: async (): Promise<number> => {
      const counted = await row(
        supabase().from('creator_counts').select('followers_count').eq('user_id', creatorId).maybeSingle(),
        z.object({ followers_count: z.number() }),
      );
      return counted?.followers_count ?? 0;
    },
  });
}
