import type { Heard } from '../media/schema.ts';
import type { Match } from './match-fingerprints.ts';

/** A take as its rights are looked at: what was uploaded, by whom. */
export type TakeOnTrial = { id: string; userId: string; cids: readonly string[] };
/** Who computed a print: we, from the stored bytes; or the device that uploaded them, which is only a claim. */
export type PrintSource = 'server' | 'device';

/** A take of somebody else, and whether it was there first. */
export type OtherTake = { id: string; isOlder: boolean };

/** A take that may be like another; `evidence` is how many words, a bit aside, they share at one shift. */
export type Candidate = OtherTake & { words: Uint32Array; evidence: number };

export type RightsPorts = {
  /** Null when it is gone or was taken back. */
  take: (id: string) => Promise<TakeOnTrial | null>;
  /** Takes of others with one of these files, the oldest first. */
  sameBytes: (take: TakeOnTrial, most: number) => Promise<OtherTake[]>;
  printOf: (cid: string) => Promise<{ words: Uint32Array; source: PrintSource } | null>;
  keepPrint: (cid: string, words: Uint32Array, source: PrintSource) => Promise<void>;
  /** Takes of others whose prints share words with this one: of each person the likeliest before the next of anybody, the likeliest first. */
  alike: (take: TakeOnTrial, words: Uint32Array, most: number) => Promise<Candidate[]>;
  /** Holds the take for a human before a coin. Doing so again for the same pair changes nothing. */
  hold: (takeId: string, ofId: string, because: 'same-bytes' | 'alike', match: Match | null) => Promise<void>;
  /** Holds a take whose sound could not be compared with anybody's. Doing so again changes nothing. */
  holdUnheard: (takeId: string) => Promise<void>;
  /** The sound of the file under a CID, decoded from the stored bytes, each block checked. Retryable AppError when no gateway has it now. */
  hear: (cid: string) => Promise<Heard>;
};
