/** What markets needs to know of a performance to show its coin. */
export type Take = {
  id: string;
  title: string;
  posterUrl: string | null;
  /** Loudness from 0 to 1; empty while it is not known. */
  peaks?: readonly number[] | undefined;
};
