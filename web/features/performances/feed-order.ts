export const FEEDS = ['for-you', 'rising', 'new', 'underground'] as const;
export type Feed = (typeof FEEDS)[number];

/** The database function that gives a page of each feed. */
export const FEED_FUNCTIONS = {
  'for-you': 'feed_for_you',
  rising: 'feed_rising',
  new: 'feed_new',
  underground: 'feed_underground',
} as const satisfies Record<Feed, string>;

/** Where a feed goes on after a take: the arguments of the next page, in the database's own words. Handed back as they came. */
export type FeedCursor = Record<string, string | number>;
