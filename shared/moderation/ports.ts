import type { Match } from './match-fingerprints.ts';

/** A take as its rights are looked at: what was uploaded, by whom. */
export type TakeOnTrial = { id: string; userId: string; cids: readonly string[] };
/** Who computed a print: we, from the stored bytes; or the device that uploaded them, which is only a claim. */
export type PrintSource = 'server' | 'device';

export type RightsPorts = {
  /** Null when it is gone or was taken back. */
  take: (id: string) => Promise<TakeOnTrial | null>;
  /** The oldest take of somebody else with one of these files. */
  sameBytes: (take: TakeOnTrial) => Promise<string | null>;
  printOf: (cid: string) => Promise<{ words: Uint32Array; source: PrintSource } | null>;
  keepPrint: (cid: string, words: Uint32Array, source: PrintSource) => Promise<void>;
  /** Older takes of others whose prints share words with this one, the most first. */
  alike: (take: TakeOnTrial, words: Uint32Array, most: number) => Promise<{ id: string; words: Uint32Array }[]>;
  /** Holds the take for a human before a coin. Doing so again for the same pair changes nothing. */
  hold: (takeId: string, ofId: string, because: 'same-bytes' | 'alike', match: Match | null) => Promise<void>;
  /** Bytes under a CID, each block checked; null when it is no file or larger than `most`. Retryable AppError when no gateway has it now. */
  read: (cid: string, most: number) => Promise<Uint8Array | null>;
};
