import { infiniteQueryOptions } from '@tanstack/react-query';
import * as z from 'zod/mini';
import { rows, supabase } from '../../lib/supabase.ts';
import { FEED_FUNCTIONS, type Feed, type FeedCursor } from './feed-order.ts';
import { type Performance, performanceRow } from './performance.ts';

export const PAGE_SIZE = 12;

export type FeedPage = { takes: Performance[]; next: FeedCursor | null };

/** A take of a page, and what to ask for after it. */
const pageRow = z.object({ next: z.record(z.string(), z.union([z.string(), z.number()])), take: performanceRow });

/** A feed, a page of 12 after the other. */
export function feedQuery(feed: Feed) {
  return infiniteQueryOptions({
    queryKey: ['performances', 'feed', feed],
    queryFn: ({ pageParam, signal }) => readFeedPage(feed, pageParam, signal),
    initialPageParam: null as FeedCursor | null,
    getNextPageParam: (page: FeedPage) => page.next,
    meta: { keepsPlace: true },
  });
}

/** A page of a feed after a place, or its first. */
export async function readFeedPage(feed: Feed, after: FeedCursor | null, signal: AbortSignal): Promise<FeedPage> {
  const asked = { ...after, page: PAGE_SIZE };
  const found = await rows(supabase().rpc(FEED_FUNCTIONS[feed], asked).abortSignal(signal), pageRow);
  return { takes: found.map(({ take }) => take), next: (found.length === PAGE_SIZE && found.at(-1)?.next) || null };
}
