import type { UnixMs } from '../kernel/units.ts';

export const NOTICE_KINDS = [
  'crossed',
  'announced',
  'open',
  'asked',
  'landed',
  'failed',
  'launching',
  'answered',
  'holders',
  'bought',
] as const;
/**
 * What people are told: their take crossed the line, its coin is announced, the coin is open; a creator asks them to share in a coin; a trade
 * that they sent landed, or Base turned it down; a take that they watch becomes a coin; a chain of theirs, or a move, was answered; their coin
 * reached a number of holders, or was bought.
 */
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** Numbers of holders at which a coin's creator is told, each once. */
export const HOLDER_MILESTONES = [10, 100, 500, 1_000, 5_000, 10_000, 50_000, 100_000, 500_000, 1_000_000] as const;
/** So many buyers are counted in one notice; more are "1,000 or more". */
export const MOST_BUYERS = 1_000;

/** How a Farcaster client may be asked to notify a person: one per person and client (`appFid`). */
export type NotificationToken = { fid: number; appFid: number; url: string; token: string };

/** What a client says when a person adds or removes the app, or turns notifications on or off: we may notify, may not, or nothing new. */
export type MiniAppEvent =
  | MayNotify
  | { fid: number; appFid: number; says: 'may-not-notify' }
  | { fid: number; appFid: number; says: 'nothing' };
type MayNotify = { fid: number; appFid: number; says: 'may-notify'; url: string; token: string };

/** A notice that no host has taken yet, with what its words need. */
export type WaitingNotice = {
  id: string;
  kind: NoticeKind;
  /** The take that it is about, or for `answered` the chain. */
  subjectId: string;
  title: string;
  ticker: string | null;
  /** The milestone, where it is about one. */
  holders: number | null;
  createdAt: UnixMs;
  /** Names the host notification it was put into by an attempt before this one. */
  pushId: string | null;
};

/** Minutes after midnight in the person's own time zone; `timeZone` null: nobody knows where they are. */
export type QuietHours = { timeZone: string | null; on: boolean; from: number; until: number };

/** All that sending needs to know of one person. */
export type Recipient = {
  userId: string;
  tokens: readonly NotificationToken[];
  waiting: readonly WaitingNotice[];
  quiet: QuietHours;
  /** When hosts took notifications for them within the last day, the newest first. */
  sentAt: readonly UnixMs[];
};

/** A host notification: the same `id` again is shown once. Lengths as hosts allow: 128, 32, 128, 1024. */
export type HostNotification = { id: string; title: string; body: string; targetUrl: string };

/** What hosts made of each token. */
export type SendResult = { delivered: string[]; invalid: string[]; limited: string[] };
