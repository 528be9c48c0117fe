import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod/mini';
import { isUuid } from '../../../shared/kernel/is-uuid.ts';
import { rows, supabase } from '../../lib/supabase.ts';

const hex = z.custom<`0x${string}`>(value => typeof value === 'string' && /^0x[0-9a-f]{64}$/.test(value));
const found = z.pipe(
  z.object({
    record: z.record(z.string(), z.unknown()),
    provenance_batches: z.object({
      count: z.number(),
      anchor: z.enum(['registry', 'eas', 'tableland']),
      chain_id: z.number(),
      tx_hash: z.nullable(hex),
      published_at: z.nullable(z.string()),
    }),
  }),
  z.transform(({ record, provenance_batches: { count, anchor, chain_id, tx_hash, published_at } }) => ({
    record,
    count,
    anchor,
    chainId: chain_id,
    txHash: tx_hash,
    publishedAt: published_at === null ? null : Date.parse(published_at),
  })),
);
/** A record on one anchor. */
export type Recorded = z.infer<typeof found>;

/** Enough for the newest on each anchor. */
const NEWEST = 12;

/**
 * The newest record of something on each anchor that has one, the newest of all first, as our database has it: a hint where to
 * look, no proof. Null while there is none.
 */
export function recordQuery(id: string) {
  return queryOptions({
    queryKey: ['provenance', id],
    queryFn: async ({ signal }): Promise<[Recorded, ...Recorded[]] | null> => {
      if (!isUuid(id)) return null;
      const batch = 'provenance_batches (count, anchor, chain_id, tx_hash, published_at)';
      const query = supabase()
        .from('provenance_records')
        .select(`record, ${batch}`)
        .eq('subject_id', id)
        .order('id', { ascending: false })
        .limit(NEWEST);
      const all = await rows(query.abortSignal(signal), found);
      const [first, ...others] = all.filter(({ anchor }, at) => all.findIndex(other => other.anchor === anchor) === at);
      return first === undefined ? null : [first, ...others];
    },
  });
}
