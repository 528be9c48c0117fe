import type { Match } from './match-fingerprints.ts';

/** A take as its rights are looked at: what was uploaded, by whom. */
export type TakeOnTrial = { id: string; userId: string; cids: readonly string[] };
/** Who computed a print: we, from the stored bytes; or the device that uploaded them, which is only a claim. */
export type PrintSource = 'server' | 'device';

/** A take of somebody else, and whether it was there first. */
export type OtherTake = { id: string; isOlder: boolean };

export type RightsPorts = {
  /** Null when it is gone or was taken back. */
  take: (id: string) => Promise<TakeOnTrial | null>;
  /** Takes of others with one of these files, the oldest first. */
  sameBytes: (take: TakeOnTrial, most: number) => Promise<OtherTake[]>;
  printOf: (cid: string) => Promise<{ words: Uint32Array; source: PrintSource } | null>;
  keepPrint: (cid: string, words: Uint32Array, source: PrintSource) => Promise<void>;
  /** Takes of others whose prints share words with this one, the most first. */
  alike: (take: TakeOnTrial, words: Uint32Array, most: number) => Promise<(OtherTake & { words: Uint32Array })[]>;
  /** Holds the take for a human before a coin. Doing so again for the same pair changes nothing. */
  hold: (takeId: string, ofId: string, because: 'same-bytes' | 'alike', match: Match | null) => Promise<void>;
  /** Bytes under a CID, each block checked; null when it is no file or larger than `most`. Retryable AppError when no gateway has it now. */
  read: (cid: string, most: number) => Promise<Uint8Array | null>;
};
