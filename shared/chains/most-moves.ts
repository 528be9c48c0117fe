/** The longest phrase. */
export const MOST_MOVES = 16;
