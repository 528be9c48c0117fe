import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod/mini';
import { rows, supabase } from '../../lib/supabase.ts';

const hex = z.custom<`0x${string}`>(value => typeof value === 'string' && /^0x[0-9a-f]{64}$/.test(value));
const found = z.pipe(
  z.object({
    record: z.record(z.string(), z.unknown()),
    provenance_batches: z.object({
      cid: z.string(),
      count: z.number(),
      anchor: z.string(),
      tx_hash: z.nullable(hex),
      published_at: z.nullable(z.string()),
    }),
  }),
  z.transform(({ record, provenance_batches: { tx_hash, published_at, ...batch } }) => ({
    record,
    batch: { ...batch, txHash: tx_hash, publishedAt: published_at === null ? null : Date.parse(published_at) },
  })),
);
export type Recorded = z.infer<typeof found>;

/** The newest record of something, as our database has it: a hint where to look, no proof. Null while there is none. */
export function recordQuery(id: string) {
  return queryOptions({
    queryKey: ['provenance', id],
    queryFn: async ({ signal }): Promise<Recorded | null> => {
      const batch = 'provenance_batches (cid, count, anchor, tx_hash, published_at)';
      const query = supabase()
        .from('provenance_records')
        .select(`record, ${batch}`)
        .eq('subject_id', id)
        .order('id', { ascending: false })
        .limit(1);
      return (await rows(query.abortSignal(signal), found))[0] ?? null;
    },
  });
}
