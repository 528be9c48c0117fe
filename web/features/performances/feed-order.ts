export const FEEDS = ['for-you', 'rising', 'new'] as const;
export type Feed = (typeof FEEDS)[number];

/** The last take of a page: where the next page goes on. */
export type FeedCursor = { id: string; number: number; castAt: string; score: number };

export type FeedOrder = {
  /** Table that the order is of; takes are embedded in it or are it. */
  table: 'performances' | 'performance_metrics';
  order: readonly { column: string; ascending: boolean }[];
  /** Leaves out what has crossed the viral line, and what nobody has reacted to. */
  belowTheLine: boolean;
  /** PostgREST `or` condition for what comes after a cursor. */
  after: (cursor: FeedCursor) => string;
};

const BY_SCORE: Pick<FeedOrder, 'table' | 'order' | 'after'> = {
  table: 'performance_metrics',
  order: [
    { column: 'viral_score', ascending: false },
    { column: 'performance_id', ascending: true },
  ],
  after: ({ score, id }) => `viral_score.lt.${score},and(viral_score.eq.${score},performance_id.gt.${id})`,
};

/** The three feeds: what moved people most, what is on its way to the line, and by the time of the cast. Each is read by key, never by offset, so that a new take moves nothing twice. */
export const FEED_ORDERS: Record<Feed, FeedOrder> = {
  'for-you': { ...BY_SCORE, belowTheLine: false },
  rising: { ...BY_SCORE, belowTheLine: true },
  new: {
    table: 'performances',
    belowTheLine: false,
    order: [
      { column: 'cast_at', ascending: false },
      { column: 'number', ascending: false },
    ],
    after: ({ castAt, number }) => `cast_at.lt."${castAt}",and(cast_at.eq."${castAt}",number.lt.${number})`,
  },
};
