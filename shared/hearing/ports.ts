import type { EngagementEvent } from '../engagement/schema.ts';
import type { UnixMs } from '../kernel/units.ts';
import type { Cast } from '../performances/schema.ts';
import type { CastCounts, CastName, HeardReaction, HeardSignal, PersonFacts, ReactionPage } from './schema.ts';

/**
 * Somebody who can be asked about Farcaster. All of it throws a retryable AppError when the source is away, with
 * `facts.retryAfterMs` when it said for how long. One contract, whoever stands behind it.
 */
export type CastSource = {
  name: 'neynar' | 'hub';
  /** Counts by hash. A cast that is gone or unknown has none. At most 25 casts. */
  counts(casts: readonly CastName[]): Promise<Map<string, CastCounts>>;
  /** One page of those whose reaction is in force, each once over all pages. The cursor is of this source alone. */
  reactions(cast: CastName, signal: HeardSignal, cursor: string | null): Promise<ReactionPage>;
  /** The last casts of an author that are no replies, at most 25. What the source does not know of author and media is null. */
  castsBy(fid: number): Promise<Cast[]>;
  /** At most 100 people; those that nobody knows are left out. */
  people(fids: readonly number[]): Promise<PersonFacts[]>;
};

/** An event that we asked for instead of being told. */
export type HeardEvent = EngagementEvent & Pick<HeardReaction, 'by'> & { via: 'poll' };

/** What a request costs. Asked before each request, so that a budget holds whatever happens. */
export type Spend = (credits: number) => Promise<void>;

/** How a cast is followed. */
export type DueCast = CastName & { changedAt: UnixMs; polledAt: UnixMs | null };

/** A cast as it was just counted: null counts for one that is gone, and when to ask again. */
export type PolledCast = { hash: string; counts: CastCounts | null; changed: boolean; nextAt: UnixMs };

/** Which casts are counted when, and what came of it. */
export type PollStore = {
  /** Those due longest, at most `limit`. */
  dueCasts(now: UnixMs, limit: number): Promise<DueCast[]>;
  /** When the next one is due. */
  nextDue(): Promise<UnixMs | null>;
  /** What was counted last time, and what attributed events account for. */
  knownCounts(hashes: readonly string[]): Promise<Map<string, { polled: CastCounts | null; attributed: CastCounts }>>;
  /** Writes counts down: for screens where they are more than events account for; and a sweep for each cast where they differ. */
  savePoll(casts: readonly PolledCast[], gaps: readonly Gap[], now: UnixMs): Promise<void>;
};

/** Whose casts are looked through for such as no webhook told of. */
export type AuthorStore = {
  /** Those whose turn it is, who wait longest first. */
  dueAuthors(now: UnixMs, limit: number): Promise<number[]>;
  /** It was done: again within the hour while a draft of theirs waits for its cast, else in a day. */
  looked(fid: number, now: UnixMs): Promise<void>;
  /** A cast that could not be recorded: it is tried again by itself. */
  setAside(cast: CastName, now: UnixMs): Promise<void>;
};

/** Does for a cast what a webhook about it would have done; twice is as good as once. */
export type RecordFound = (cast: Cast) => Promise<unknown>;

/** Does for a cast what a webhook about its deletion would have done. */
export type TakeBack = (castHash: string) => Promise<unknown>;

/** A cast of which we heard less than was counted, and of which signals. */
export type Gap = CastName & { signals: HeardSignal[] };

/** What lists of reactions are held against. */
export type SweepStore = {
  /**
   * Those of a list that was begun at `startedAt` of which we did not hear: the same deed may have come by webhook, with a finer
   * time within the same second. What an earlier list was taken to have lost was not: it is there again from `startedAt` on.
   */
  unheard(
    castHash: string,
    signal: HeardSignal,
    reactions: readonly HeardReaction[],
    startedAt: UnixMs,
  ): Promise<HeardReaction[]>;
  /** Notes who was listed, so that in the end it is known who was not. */
  noteSeen(castHash: string, signal: HeardSignal, reactions: readonly HeardReaction[]): Promise<void>;
  /**
   * Those whose reaction is in force here, was made and heard of before `before`, and was not listed. What we hear of while a
   * list is read may be too new for it.
   */
  unseen(castHash: string, signal: HeardSignal, before: UnixMs): Promise<HeardReaction[]>;
  /** How many were listed. */
  countSeen(castHash: string, signal: HeardSignal): Promise<number>;
  forgetSeen(castHash: string): Promise<void>;
  /**
   * Shows what was counted last only where it is still more than events account for. Counting anew would order the next list at
   * once where the two never agree.
   */
  showCounts(castHash: string): Promise<void>;
};

export type PeopleStore = {
  /** People whose facts are unknown or older than `before`, those seen last first. */
  stalePeople(before: UnixMs, limit: number): Promise<number[]>;
  /** Writes facts down, also that of nobody known, so that they are not asked for again at once. */
  saveFacts(asked: readonly number[], facts: readonly PersonFacts[], now: UnixMs): Promise<void>;
};

/** A webhook's subscription at Neynar: whom and what it tells us about. */
export type WebhookFilters = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

export type FilterPorts = {
  creators(): Promise<number[]>;
  /** Lets the casts of these creators be counted at once. */
  pollNow(fids: readonly number[]): Promise<void>;
  read(): Promise<WebhookFilters | null>;
  write(filters: WebhookFilters): Promise<void>;
};
