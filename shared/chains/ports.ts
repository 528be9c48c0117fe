import type { RepeatScore } from './score-repeat.ts';

/** A move as it was danced: the part of a file. */
export type DancedMove = { cid: string; fromMs: number; toMs: number };

/** A node of a chain with what leads to it, from the first move on. */
export type MovePath = {
  chainId: string;
  kind: 'dance' | 'song';
  depth: number;
  moves: readonly { id: string; name: string; danced: DancedMove | null }[];
};

export type NewMove = {
  userId: string;
  name: string;
  performanceId: string | null;
  danced: DancedMove | null;
  score: RepeatScore | null;
};

export type NewChain = { kind: 'dance' | 'song'; title: string; posterLines: readonly string[]; ink: string };

/** A take that may become a move. Its length was read from the stored bytes; null for what was never measured. */
export type FreeTake = { durationMs: number | null };

export type ChainStore = {
  /** Null when there is none, or it was taken down. */
  path: (moveId: string) => Promise<MovePath | null>;
  /** Whether this person brought the file; null when they did not. */
  poseOf: (cid: string, userId: string) => Promise<{ durationMs: number } | null>;
  /** Recordings that a person brought since then. */
  posesSince: (userId: string, since: number) => Promise<number>;
  /** False when somebody else brought the same bytes before. */
  keepPose: (userId: string, file: { cid: string; bytes: number; frames: number; durationMs: number }) => Promise<boolean>;
  /** Null when the take is not this person's, was taken down, or is in a chain already. */
  freeTake: (performanceId: string, userId: string) => Promise<FreeTake | null>;
  start: (id: string, chain: NewChain, first: NewMove) => Promise<{ chainId: string; moveId: string }>;
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
