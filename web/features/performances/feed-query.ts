import { infiniteQueryOptions } from '@tanstack/react-query';
import * as z from 'zod/mini';
import { rows, supabase } from '../../lib/supabase.ts';
import { FEED_ORDERS, type Feed, type FeedCursor } from './feed-order.ts';
import { PERFORMANCE_COLUMNS, type Performance, performanceRow } from './performance.ts';

export const PAGE_SIZE = 12;

export type FeedPage = { takes: Performance[]; next: FeedCursor | null };

/** What a cursor needs of a row, in the database's own words: a time keeps its microseconds only as text. */
const cursorRow = z.object({ id: z.uuid(), number: z.number(), cast_at: z.string() });
const takeRow = z.pipe(
  z.intersection(performanceRow, cursorRow),
  z.transform(({ cast_at, ...take }) => ({ take: take satisfies Performance as Performance, castAt: cast_at })),
);
const scoredRow = z.pipe(
  z.object({ performances: takeRow }),
  z.transform(row => row.performances),
);

/** A feed, a page of 12 after the other. */
export function feedQuery(feed: Feed) {
  return infiniteQueryOptions({
    queryKey: ['performances', 'feed', feed],
    queryFn: ({ pageParam, signal }) => readPage(feed, pageParam, signal),
    initialPageParam: null as FeedCursor | null,
    getNextPageParam: (page: FeedPage) => page.next,
  });
}

async function readPage(feed: Feed, after: FeedCursor | null, signal: AbortSignal): Promise<FeedPage> {
  const found = await (FEED_ORDERS[feed].table === 'performances'
    ? readTakes(feed, after, signal)
    : readScored(feed, after, signal));
  const last = found.at(-1);
  const cursor = last && {
    id: last.take.id,
    number: last.take.number,
    castAt: last.castAt,
    score: last.take.standing?.score ?? 0,
  };
  return { takes: found.map(({ take }) => take), next: found.length === PAGE_SIZE && cursor ? cursor : null };
}

function readTakes(feed: Feed, after: FeedCursor | null, signal: AbortSignal) {
  const { order, after: beyond } = FEED_ORDERS[feed];
  let query = supabase().from('performances').select(PERFORMANCE_COLUMNS).eq('status', 'live').not('cast_at', 'is', null);
  if (after) query = query.or(beyond(after));
  for (const { column, ascending } of order) query = query.order(column, { ascending });
  return rows(query.limit(PAGE_SIZE).abortSignal(signal), takeRow);
}

function readScored(feed: Feed, after: FeedCursor | null, signal: AbortSignal) {
  const { order, belowTheLine, after: beyond } = FEED_ORDERS[feed];
  let query = supabase()
    .from('performance_metrics')
    .select(`performances!inner(${PERFORMANCE_COLUMNS})`)
    .eq('performances.status', 'live')
    .not('performances.cast_at', 'is', null);
  if (belowTheLine) query = query.is('crossed_at', null).gt('viral_score', 0);
  if (after) query = query.or(beyond(after));
  for (const { column, ascending } of order) query = query.order(column, { ascending });
  return rows(query.limit(PAGE_SIZE).abortSignal(signal), scoredRow);
}
