import { type InfiniteData, type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { listen } from '../../lib/realtime-topics.ts';
import { Button } from '../../ui/button/button.tsx';
import { lessMotion } from '../../ui/less-motion.ts';
import styles from './feed.module.css';
import type { Feed, FeedCursor } from './feed-order.ts';
import { type FeedPage, readFeedPage } from './feed-query.ts';

type Held = InfiniteData<FeedPage, FeedCursor | null>;

/** Takes that come on stage while somebody looks are put before the others; whoever reads further down is told of them. */
export function NewTakes({ feed }: { feed: Feed }) {
  const cache = useQueryClient();
  const [fresh, setFresh] = useState(0);
  useEffect(() => {
    setFresh(0);
    const left = new AbortController();
    const look = () =>
      void addNew(cache, feed, left.signal).then(added => left.signal.aborted || setFresh(before => before + added));
    const unlisten = listen('prices', { onEvent: event => event === 'take' && look(), onJoin: () => undefined });
    return () => {
      unlisten();
      left.abort();
    };
  }, [cache, feed]);
  if (fresh === 0) return null;
  const toTop = () => {
    setFresh(0);
    const behavior = lessMotion() ? 'instant' : 'smooth';
    for (const place of [document.querySelector('[role="feed"]'), window]) place?.scrollTo({ top: 0, behavior });
  };
  return (
    <div className={styles.fresh} role="status">
      <Button size="small" variant="quiet" onClick={toTop}>
        {fresh === 1 ? 'New take' : `${fresh} new takes`}
      </Button>
    </div>
  );
}

/** Reads the first page anew and puts what is not known yet before the rest. How many there were. */
async function addNew(cache: QueryClient, feed: Feed, signal: AbortSignal): Promise<number> {
  const queryKey = ['performances', 'feed', feed];
  const page = await readFeedPage(feed, null, signal).catch(() => null);
  const held = cache.getQueryData<Held>(queryKey);
  if (!page || !held) return 0;
  const known = new Set(held.pages.flatMap(each => each.takes.map(take => take.id)));
  const takes = page.takes.filter(take => !known.has(take.id));
  if (takes.length === 0) return 0;
  const pages = [{ takes, next: held.pages[0]?.next ?? null }, ...held.pages];
  cache.setQueryData<Held>(queryKey, { pages, pageParams: [null, ...held.pageParams] });
  return known.size > 0 ? takes.length : 0;
}
