import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod/mini';
import { row, rows, supabase } from '../../lib/supabase.ts';

const fileRow = z.pipe(
  z.object({
    id: z.string(),
    user_id: z.string(),
    mime: z.string(),
    size_bytes: z.number(),
    least_coins: z.number(),
    taken_down_because: z.nullable(z.string()),
  }),
  z.transform(said => ({
    id: said.id,
    makerId: said.user_id,
    film: said.mime.startsWith('video/'),
    bytes: said.size_bytes,
    leastCoins: said.least_coins,
    /** An operator's words; null while it is up. */
    takenDown: said.taken_down_because,
  })),
);
/** What a take has for those who hold its coin, as the viewer may see it. */
export type HoldersFile = z.infer<typeof fileRow>;

/** The holders' file of a take, or null. What was taken down is there for its maker and operators alone. */
export function holdersFileQuery(takeId: string, userId: string | undefined) {
  return queryOptions({
    queryKey: ['premium', 'file', takeId, userId],
    staleTime: 60_000,
    queryFn: ({ signal }) =>
      row(
        supabase()
          .from('holders_files')
          .select('id, user_id, mime, size_bytes, least_coins, taken_down_because')
          .eq('performance_id', takeId)
          .is('removed_at', null)
          .abortSignal(signal)
          .maybeSingle(),
        fileRow,
      ),
  });
}

const MOST_COUNTED = 1000;

/** How often holders opened a file of the viewer's own; a thousand stands for more. */
export function openedQuery(fileId: string) {
  return queryOptions({
    queryKey: ['premium', 'opened', fileId],
    refetchInterval: 10_000,
    queryFn: async ({ signal }) => {
      const found = supabase().from('key_releases').select('released_at').eq('file_id', fileId).eq('entitled_as', 'holder');
      return (await rows(found.limit(MOST_COUNTED).abortSignal(signal), z.object({ released_at: z.string() }))).length;
    },
  });
}
