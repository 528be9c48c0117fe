import type { UnixMs } from '../kernel/units.ts';

/** What people do to a cast that counts. */
export const SIGNALS = ['like', 'recast', 'reply'] as const;
export type Signal = (typeof SIGNALS)[number];

/** One distinct thing that Farcaster said about a cast. `at` is when it happened there, the clock of detection. */
export type EngagementEvent = {
  action: 'created' | 'deleted';
  signal: Signal;
  fid: number;
  /** Lower-case 0x hash of the cast that was liked, recast or answered. */
  castHash: string;
  /** Lower-case 0x hash of the reply itself: one person may reply several times, and take one of them back. */
  replyHash?: string;
  at: UnixMs;
  /** Neynar's score of the account, 0 to 1; null when it was not said. */
  score: number | null;
};

/** What a person is weighed by, as known when their event came. Null is unknown, and neutral. */
export type PersonFacts = {
  score: number | null;
  followers: number | null;
  /** Days since the account was made. */
  ageDays: number | null;
  /** Circle of co-likers, 0 for none. */
  circle: number;
};

/** An event as it is kept: with the facts that it is weighed by, today and on any later fold. */
export type KnownEvent = EngagementEvent & PersonFacts;

export type Counts = Readonly<Record<Signal, number>>;

/** One thing that a decision read. The events of a receipt come in canonical order: event time, at the same time who leaves last. */
export type ReceiptEvent = PersonFacts & {
  at: UnixMs;
  /** A fid, or a salted hash of one. */
  person: string;
  /** 0 came, 1 came with words, -1 left. */
  kind: -1 | 0 | 1;
};

/** What people react to, and what is known about it and its network. */
export type Post = {
  castHash: string;
  postedAt: UnixMs;
  creatorFollowers: number | null;
  /** People whom the creator's earlier performances usually reached, as known when the cast came; null below three of them. */
  creatorUsual: number | null;
  /** What ordinary people of the network are worth, as learned by the time the cast came; null for the rule's own number. */
  ordinaryWorth: number | null;
};
