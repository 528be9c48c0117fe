import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useInSight } from '../../lib/use-in-sight.ts';
import type { Notice } from './notice.ts';
import { markRead } from './notice-queries.ts';

/**
 * What somebody sees on screen counts as read, once, and Farcaster is not to tell it again; what comes while the page lies in the
 * background is told. It keeps its mark until the inbox is opened again, so that the new is told from the old.
 */
export function useMarkRead(notices: readonly Notice[]): void {
  const cache = useQueryClient();
  const told = useRef(new Set<string>());
  const inSight = useInSight();
  useEffect(() => {
    const unread = notices.filter(notice => !notice.isRead && !told.current.has(notice.id)).map(notice => notice.id);
    if (unread.length === 0 || !inSight) return;
    for (const id of unread) told.current.add(id);
    markRead(unread)
      .then(() => cache.invalidateQueries({ queryKey: ['notifications', 'unread'] }))
      // The next look tries again.
      .catch(() => {
        for (const id of unread) told.current.delete(id);
      });
  }, [notices, cache, inSight]);
}
