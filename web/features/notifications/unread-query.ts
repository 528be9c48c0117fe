import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod/mini';
import { rows, supabase } from '../../lib/supabase.ts';

/** More than this is "9+". */
const MOST = 10;

/** How many notices the viewer has not read; ten stands for more. */
export function unreadQuery(userId: string) {
  return queryOptions({
    queryKey: ['notifications', 'unread', userId],
    queryFn: async () =>
      (await rows(supabase().from('notices').select('id').is('read_at', null).limit(MOST), z.object({ id: z.string() }))).length,
    refetchInterval: 60_000,
  });
}
