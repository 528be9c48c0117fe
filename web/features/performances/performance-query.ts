import { type InfiniteData, type QueryClient, queryOptions } from '@tanstack/react-query';
import { isUuid } from '../../../shared/kernel/is-uuid.ts';
import { row, supabase } from '../../lib/supabase.ts';
import type { FeedPage } from './feed-query.ts';
import { PERFORMANCE_COLUMNS, type Performance, performanceRow } from './performance.ts';

/** One take, or null when there is none of this id or it is hidden, from its author too: what is hidden has no page to trade on. */
export function performanceQuery(id: string) {
  return queryOptions({
    queryKey: ['performances', 'one', id],
    queryFn: ({ signal }) => {
      if (!isUuid(id)) return null;
      const query = supabase().from('performances').select(PERFORMANCE_COLUMNS).eq('id', id).eq('status', 'live');
      return row(query.abortSignal(signal).maybeSingle(), performanceRow);
    },
  });
}

/** The take as a feed has shown it, for its page to begin with. */
export function takeOfFeeds(cache: QueryClient, id: string): Performance | undefined {
  const feeds = cache.getQueriesData<InfiniteData<FeedPage>>({ queryKey: ['performances', 'feed'] });
  return feeds
    .flatMap(([, feed]) => feed?.pages ?? [])
    .flatMap(page => page.takes)
    .find(take => take.id === id);
}
