export const FEEDS = ['for-you', 'rising', 'new'] as const;
export type Feed = (typeof FEEDS)[number];

/** The last take of a page: where the next page goes on. */
export type FeedCursor = { id: string; number: number; castAt: string; score: number };

export type FeedOrder = {
  /** Table that the order is of; takes are embedded in it or are it. */
  table: 'performances' | 'performance_metrics';
  order: readonly { column: string; ascending: boolean }[];
  /** PostgREST `or` condition for what comes after a cursor. */
  after: (cursor: FeedCursor) => string;
};

/** The three feeds: by catalogue number, by score below the line, by the time of the cast. Each is read by key, never by offset, so that a new take moves nothing twice. */
export const FEED_ORDERS: Record<Feed, FeedOrder> = {
  'for-you': {
    table: 'performances',
    order: [{ column: 'number', ascending: false }],
    after: ({ number }) => `number.lt.${number}`,
  },
  rising: {
    table: 'performance_metrics',
    order: [
      { column: 'viral_score', ascending: false },
      { column: 'performance_id', ascending: true },
    ],
    after: ({ score, id }) => `viral_score.lt.${score},and(viral_score.eq.${score},performance_id.gt.${id})`,
  },
  new: {
    table: 'performances',
    order: [
      { column: 'cast_at', ascending: false },
      { column: 'number', ascending: false },
    ],
    after: ({ castAt, number }) => `cast_at.lt."${castAt}",and(cast_at.eq."${castAt}",number.lt.${number})`,
  },
};
