import type { UnixMs } from '../kernel/units.ts';
import type { RepeatScore } from './score-repeat.ts';

/** Pose data that are pinned: one move, by whoever added it. */
export type PoseFile = { cid: string; bytes: number; frames: number; durationMs: number };

/** A node of a chain with what leads to it, from the first move on. */
export type MovePath = {
  chainId: string;
  kind: 'dance' | 'song';
  depth: number;
  moves: readonly { id: string; name: string; poseCid: string | null }[];
};

/** A move as its door lets it in. `danced` is null for a verse, `score` for a verse and for a first move. */
export type NewMove = {
  userId: string;
  name: string;
  performanceId: string | null;
  danced: PoseFile | null;
  score: RepeatScore | null;
};

export type NewChain = { kind: 'dance' | 'song'; title: string; posterLines: readonly string[]; ink: string };

/** What makes a move the same one: the kind of its chain, the move that it answers, null for a first one, and the movement; null for songs, whose take says it. */
export type Place = { kind: 'dance' | 'song'; parentId: string | null; poseCid: string | null };

/** A take that may become a move. Its length was read from the stored bytes; null for what was never measured. `posted`: its cast came, and everyone sees it. */
export type FreeTake = { durationMs: number | null; posted: boolean };

/** Chains and their moves, wherever they are kept. */
export type ChainStore = {
  /** Null when there is none, or it was taken down. */
  path: (moveId: string) => Promise<MovePath | null>;
  /** Null when the take is not this person's, was taken down, is of the other kind, or is in a chain already, other than beside this very move. */
  freeTake: (performanceId: string, userId: string, place: Place) => Promise<FreeTake | null>;
  /**
   * The same first move by the same person twice starts one chain.
   * @throws AppError `chains/move-there` (409) when it stands there under another name or title, or beside another take,
   * `chains/not-your-take` (400), `chains/pose-going` (503)
   */
  start: (id: string, chain: NewChain, first: NewMove) => Promise<{ chainId: string; moveId: string }>;
  /**
   * The same answer by the same person twice is one.
   * @throws as `start`, and `chains/not-found` (404) when a move on the way, or the chain, was taken down meanwhile
   */
  answer: (parent: MovePath, parentId: string, move: NewMove) => Promise<{ moveId: string }>;
};

export type PoseStore = {
  /**
   * Notes a movement that is about to be pinned, and the job that removes it unless a move goes by it within the hour; one at a
   * time for each person. What is noted already has an hour again.
   * @throws AppError `chains/copied-pose` (409) when somebody else brought the same bytes before, `chains/too-many-poses` (429)
   * beyond `mostAnHour`, `chains/pose-going` (503)
   */
  keep: (file: PoseFile, userId: string, mostAnHour: number) => Promise<void>;
  /** Whether a movement stays, since a move goes by it; else when it lapses, or that it did and can join nothing any more. */
  standing: (cid: string) => Promise<'stays' | 'lapsed' | { lapsesAt: UnixMs }>;
  forget: (cid: string) => Promise<void>;
};

/** The pinning service, as far as a movement that goes needs it. */
export type PosePins = {
  /** What the pinning service stores under exactly this name, a page of it. @throws AppError 503 */
  named: (name: string) => Promise<{ ref: string }[]>;
  /** Gives a file up. Doing so again is harmless. @throws AppError 503 */
  remove: (ref: string) => Promise<void>;
};

export type ChainPorts = {
  store: ChainStore;
  poses: Pick<PoseStore, 'keep'>;
  /** Pins bytes under a name and gives the CID that the service computed. */
  pin: (bytes: Uint8Array, name: string) => Promise<string>;
  cidOf: (bytes: Uint8Array) => Promise<string>;
  /** The bytes under a CID, checked against it; null when they are no file or more than `mostBytes`. Retryable AppError when no gateway has them now. */
  read: (cid: string, mostBytes: number) => Promise<Uint8Array | null>;
  newId: () => string;
};

/** What a door gives back about a repeat. */
export type Answered = { moveId: string; chainId: string; score: RepeatScore | null };
