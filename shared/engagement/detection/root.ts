/** What is known before the post: of the one who posted, and of the network. */
export type Root = {
  followers: number | null;
  /** People whom their earlier performances usually reached; null while fewer than three are known, which is neutral. */
  usual: number | null;
  /** What ordinary people of the network are worth, as learned from performances before; null for the rule's own number. */
  ordinary: number | null;
};

/** Of whom nothing is known. */
export const UNKNOWN_ROOT: Root = { followers: null, usual: null, ordinary: null };
