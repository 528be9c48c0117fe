/** What is known of the one who posted, before the post. */
export type Root = {
  followers: number | null;
  /** People whom their earlier performances usually reached; null while fewer than three are known, which is neutral. */
  usual: number | null;
};

/** Of whom nothing is known. */
export const UNKNOWN_ROOT: Root = { followers: null, usual: null };
