import { type InfiniteData, useQueryClient } from '@tanstack/react-query';
import type { FeedPage } from '../features/performances/feed-query.ts';
import type { Performance } from '../features/performances/performance.ts';
import { LookAfter } from './look-after.tsx';

/** Reports a take, and takes it out of the viewer's own feeds. */
export function ReportAction({ take }: { take: Performance }) {
  const cache = useQueryClient();
  const leaveOut = () =>
    cache.setQueriesData<InfiniteData<FeedPage>>(
      { queryKey: ['performances', 'feed'] },
      feed =>
        feed && { ...feed, pages: feed.pages.map(page => ({ ...page, takes: page.takes.filter(each => each.id !== take.id) })) },
    );
  return <LookAfter subject={{ kind: 'take', id: take.id, title: take.title }} onReported={() => void leaveOut()} />;
}
