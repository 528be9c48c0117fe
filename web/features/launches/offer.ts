import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod/mini';
import { type PartTypedData, partTypedData } from '../../../shared/launches/part.ts';
import { callApi } from '../../lib/api.ts';
import { BASE_CHAIN_ID } from '../../lib/base.ts';

const offer = z.pipe(
  z.object({
    launch_id: z.uuid(),
    performance_id: z.uuid(),
    title: z.string(),
    poster_url: z.nullable(z.string()),
    creator_name: z.string(),
    bps: z.number(),
    answer: z.enum(['asked', 'accepted', 'declined']),
    expires_at: z.string(),
  }),
  z.transform(row => ({
    launchId: row.launch_id,
    performanceId: row.performance_id,
    title: row.title,
    posterUrl: row.poster_url,
    creatorName: row.creator_name,
    bps: row.bps,
    answer: row.answer,
    expiresAt: Date.parse(row.expires_at),
  })),
);
/** A part of somebody's coin that the viewer is asked to take. Times are unix ms. */
export type Offer = z.infer<typeof offer>;

const offers = z.object({ offers: z.array(offer) });

/** What the viewer is asked to share, while its creator still decides. */
export function offersQuery(userId: string) {
  return queryOptions({
    queryKey: ['launches', 'offers', userId],
    queryFn: async () => (await callApi('api/parts', { schema: offers })).offers,
    retry: false,
  });
}

/** What the wallet signs to take a part, made from what the screen shows: the server compares, and refuses anything else. */
export function offerData(shown: Pick<Offer, 'launchId' | 'title' | 'bps'>, account: `0x${string}`): PartTypedData {
  return partTypedData(BASE_CHAIN_ID, { ...shown, account });
}
