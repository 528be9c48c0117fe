import type { UnixMs } from '../kernel/units.ts';
import type { HostNotification, MiniAppEvent, NotificationToken, Recipient, SendResult } from './schema.ts';

/** The fid of the client whose key this is for the person, or null: the hub knows no such key. @throws AppError retryable when no hub answers. */
export type FindAppKey = (fid: number, key: `0x${string}`) => Promise<number | null>;

/** Keeps what clients say. The same event twice changes nothing; a token that died stays dead. */
export type RecordMiniAppEvent = (event: MiniAppEvent) => Promise<'kept' | 'dropped' | 'ignored'>;

export type NoticeStore = {
  /** Null: no such person. Waiting notices are those younger than a day that nobody has read. */
  recipient(userId: string, now: UnixMs): Promise<Recipient | null>;
  /** Writes which notices go out under which name, before they do. */
  claim(noticeIds: readonly string[], pushId: string): Promise<void>;
  /** One transaction: notices are delivered, the time to decide of those that ask begins, and refused tokens are forgotten. */
  settle(outcome: {
    noticeIds: readonly string[];
    /** Null when no host took it. */
    deliveredAt: UnixMs | null;
    /** When silence becomes a no, for launches that wait and have no time yet. */
    consentUntil: UnixMs;
    invalid: readonly string[];
  }): Promise<void>;
};

/**
 * Tells the next of those who watch a take whose coin is announced, at most so many, and forgets that they watched. Returns how many; 0 where the
 * launch is held by now.
 */
export type TellWatchers = (performanceId: string, most: number) => Promise<number>;

/**
 * Tells a coin's creator who bought and how many hold it, from the next trades, at most so many, up to a block that no reorg takes back. Says
 * whether there is more to tell, something waits for its block to be safe, or all is told.
 */
export type TellFans = (performanceId: string, safeBlock: number, most: number) => Promise<'more' | 'waits' | 'done'>;

/** A trade whose end its person did not see. The time is when we heard of it; hash and wallet are hex in lower case. */
export type WatchedTrade = { hash: string; trader: string; since: UnixMs };

export type WatchStore = {
  /** Tells a person of those of their trades that the index has by now, and forgets that they waited. Returns how many. */
  tellLanded(userId: string): Promise<number>;
  /** The newest trades that a person waits for, at most so many. */
  waiting(userId: string, most: number): Promise<WatchedTrade[]>;
  /** Tells a person that Base turned these trades of theirs down, and forgets that they waited. */
  tellFailed(userId: string, hashes: readonly string[]): Promise<void>;
};

export type NoticePorts = {
  store: NoticeStore;
  /** Asks hosts to show a notification, at most 100 tokens a request. @throws AppError retryable when none could be reached. */
  send(notification: HostNotification, tokens: readonly NotificationToken[]): Promise<SendResult>;
  now(): UnixMs;
};

export type NoticeConfig = { appUrl: string; consentHours: number };
