/** What markets needs to know of a performance to show its coin. */
export type Take = {
  id: string;
  title: string;
  posterUrl: string | null;
  /** Stands in for a picture while there is none. */
  ink: string;
  /** Loudness from 0 to 1; empty while it is not known. */
  peaks?: readonly number[] | undefined;
};
