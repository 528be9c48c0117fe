import { type InfiniteData, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ReportSheet } from '../features/moderation/report-sheet.tsx';
import type { FeedPage } from '../features/performances/feed-query.ts';
import type { Performance } from '../features/performances/performance.ts';
import { IconButton } from '../ui/button/icon-button.tsx';

/** Reports a take, and takes it out of the viewer's own feeds. */
export function ReportAction({ take }: { take: Performance }) {
  const cache = useQueryClient();
  const [open, setOpen] = useState(false);
  const leaveOut = () =>
    cache.setQueriesData<InfiniteData<FeedPage>>(
      { queryKey: ['performances', 'feed'] },
      feed =>
        feed && { ...feed, pages: feed.pages.map(page => ({ ...page, takes: page.takes.filter(each => each.id !== take.id) })) },
    );
  return (
    <>
      <IconButton icon="more" label="Report this take" onClick={() => setOpen(true)} />
      {open && (
        <ReportSheet
          subject={{ kind: 'take', id: take.id, title: take.title }}
          onClose={() => setOpen(false)}
          onSent={() => void leaveOut()}
        />
      )}
    </>
  );
}
