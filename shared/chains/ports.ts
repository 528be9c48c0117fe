import type { RepeatScore } from './score-repeat.ts';

/** Pose data that were pinned: one move, by whoever added it. */
export type PoseFile = { cid: string; bytes: number; frames: number; durationMs: number };

/** A node of a chain with what leads to it, from the first move on. */
export type MovePath = {
  chainId: string;
  kind: 'dance' | 'song';
  depth: number;
  moves: readonly { id: string; name: string; poseCid: string | null }[];
};

export type NewMove = {
  userId: string;
  name: string;
  performanceId: string | null;
  danced: PoseFile | null;
  score: RepeatScore | null;
};

export type NewChain = { kind: 'dance' | 'song'; title: string; posterLines: readonly string[]; ink: string };

/** What makes an answer the same one: the move that it answers, and the movement; null for songs, whose take says it. */
export type Answer = { parentId: string; poseCid: string | null };

/** A take that may become a move. Its length was read from the stored bytes; null for what was never measured. */
export type FreeTake = { durationMs: number | null };

export type ChainStore = {
  /** Null when there is none, or it was taken down. */
  path: (moveId: string) => Promise<MovePath | null>;
  /** Moves with pose data that a person added since then. */
  posesSince: (userId: string, since: number) => Promise<number>;
  /** Null when the take is not this person's, was taken down, or is in a chain already, other than beside this very answer. */
  freeTake: (performanceId: string, userId: string, answer: Answer | null) => Promise<FreeTake | null>;
  /** @throws AppError `chains/copied-pose` (409) when somebody else brought the same bytes before, `chains/not-your-take` (400) */
  start: (id: string, chain: NewChain, first: NewMove) => Promise<{ chainId: string; moveId: string }>;
  /** The same answer by the same person twice is one. @throws as `start`, and `chains/not-found` (404) when a move on the way, or the chain, was taken down meanwhile */
  answer: (parent: MovePath, parentId: string, move: NewMove) => Promise<{ moveId: string }>;
};

export type ChainPorts = {
  store: ChainStore;
  /** Pins bytes under a name and gives the CID that the service computed. */
  pin: (bytes: Uint8Array, name: string) => Promise<string>;
  cidOf: (bytes: Uint8Array) => Promise<string>;
  /** The bytes under a CID, checked against it; null when they are no file or more than `mostBytes`. Retryable AppError when no gateway has them now. */
  read: (cid: string, mostBytes: number) => Promise<Uint8Array | null>;
  newId: () => string;
  now: () => number;
};

/** What a door gives back about a repeat. */
export type Answered = { moveId: string; chainId: string; score: RepeatScore | null };
