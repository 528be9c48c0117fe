import type { UnixMs } from '../kernel/units.ts';

/** What people may do to a cast that a source can list. */
export const HEARD_SIGNALS = ['like', 'recast', 'reply'] as const;
export type HeardSignal = (typeof HEARD_SIGNALS)[number];

/** A cast as sources need to name it: some find it by its hash, some by its author and hash. */
export type CastName = { hash: string; authorFid: number };

/** Counts as Farcaster shows them, of one cast. */
export type CastCounts = Readonly<Record<HeardSignal, number>>;

/** Someone's like, recast or reply that is in force now. */
export type HeardReaction = {
  fid: number;
  signal: HeardSignal;
  /** The reply's own hash. */
  replyHash?: string;
  at: UnixMs;
  /** Neynar's score of the account; null when the source does not say. */
  score: number | null;
  by: { username: string | null; displayName: string | null; avatarUrl: string | null };
};

/** One page of a cast's reactions; `next` is null after the last. */
export type ReactionPage = { reactions: HeardReaction[]; next: string | null };

/** What a source knows of a person; null for what it does not know. */
export type PersonFacts = {
  fid: number;
  username: string | null;
  displayName: string | null;
  avatarUrl: string | null;
  score: number | null;
  followerCount: number | null;
  registeredAt: UnixMs | null;
};
