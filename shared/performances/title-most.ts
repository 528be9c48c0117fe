/** Characters of a title, at most: Unicode code points, as the database counts them. */
export const TITLE_MOST = 80;
