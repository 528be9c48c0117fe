/** What the wallet is about to do, in words that a person can check. */
export type Description = {
  /** One sentence: verb and object. */
  title: string;
  /** Every fact that is signed, in order. */
  facts: { label: string; value: string }[];
  /** Said before the buttons when the wallet cannot vouch for the words. */
  warning?: string;
  /** The bytes or JSON as they are signed. */
  raw: string;
};

/** What the describer may look up about a token; null when it is no ERC-20. */
export type TokenInfo = { symbol: string; decimals: number };
export type LookUpToken = (address: `0x${string}`) => Promise<TokenInfo | null>;

/** What a describer knows besides the bytes: tokens, the time in Unix seconds, and whose wallet it is. */
export type Reading = { lookUp: LookUpToken; now: number; own: `0x${string}` };
