import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod/mini';
import { isUuid } from '../../../shared/kernel/is-uuid.ts';
import { KINDS } from '../../../shared/performances/schema.ts';
import { row, supabase } from '../../lib/supabase.ts';
import { castTextOf } from './post/post-words.ts';

const draftRow = z.pipe(
  z.object({ title: z.string(), kind: z.enum(KINDS), cast_text: z.string() }),
  z.transform(({ cast_text, ...draft }) => ({
    title: draft.title,
    castText: cast_text || castTextOf({ ...draft, caption: '' }),
  })),
);
export type OwnDraft = z.infer<typeof draftRow>;

/** A take of the viewer's own that was kept and never cast; null for any other. */
export function ownDraftQuery(id: string, userId: string | undefined) {
  return queryOptions({
    queryKey: ['performances', 'draft', id, userId],
    enabled: userId !== undefined && isUuid(id),
    queryFn: ({ signal }) => {
      const own = supabase()
        .from('performances')
        .select('title, kind, cast_text')
        .eq('user_id', userId ?? '');
      return row(own.eq('id', id).eq('status', 'draft').abortSignal(signal).maybeSingle(), draftRow);
    },
  });
}
