import type { Address, Hex } from 'viem';
import type { SharedClock } from '../kernel/clock.ts';
import type { UnixMs } from '../kernel/units.ts';
import type { Backing, ChainLog, CoinFacts, CoinTrade, TrackedCoin } from './coin-facts.ts';
import type { Rates } from './rates.ts';

export type Block = { number: number; hash: Hex; at: UnixMs };
export type Head = Block & { parentHash: Hex };
export type Cursor = { number: number; hash: Hex };

/**
 * A coin whose logs are followed. `read` says how far: `none` before its own block was seen, `live` with the cursor, else up to which block its past was read.
 * A coin whose block is another one than that which was read (a reorg made it anew) is `none` again.
 */
export type FollowedCoin = TrackedCoin & { read: 'none' | 'live' | { upTo: number; paused: boolean } };

/** A trade whose trader is known. */
export type KnownTrade = CoinTrade & { trader: Address };
export type KnownFacts = Omit<CoinFacts, 'trades'> & { trades: KnownTrade[] };

/** The right to write the index, which one run has at a time. */
export type Lease = { owner: string; now: UnixMs; until: UnixMs; givenBackAt: UnixMs };
/** What became of asking for the lease: taken, held by somebody who gives it back at a time, or indexing is paused by an operator. */
export type LeaseAnswer = { cursor: Cursor } | { heldUntil: UnixMs } | { paused: true };

/**
 * Where trades and prices are kept. Whatever moves the index is one transaction, and does nothing unless the caller still has the
 * lease and the cursor is where it left it.
 */
export type SyncStore = {
  /** Makes the cursor on the first call ever. */
  lease(ask: Lease, start: () => Promise<Cursor>): Promise<LeaseAnswer>;
  release(owner: string): Promise<void>;
  coins(): Promise<FollowedCoin[]>;
  backings(): Promise<Backing[]>;
  /** What currencies cost after a block. */
  ratesAt(block: number): Promise<Rates>;
  /** Blocks on record, newest first, to find where two chains part. */
  recentBlocks(limit: number): Promise<Cursor[]>;
  /** Writes what blocks up to `to` hold and moves the cursor there, the lease along with it. `blocks` are remembered to find forks. */
  advance(
    owner: string,
    move: { from: Cursor; to: Block; blocks: readonly Block[]; leaseUntil: UnixMs },
    facts: KnownFacts,
  ): Promise<boolean>;
  /** Notes that the chain was looked at and had nothing new: not while a node does not know enough to tell. */
  noteSeen(owner: string, at: UnixMs): Promise<void>;
  /** Forgets what is known of a coin, to read it from its own block on. */
  beginPast(owner: string, cursor: Cursor, coin: TrackedCoin): Promise<boolean>;
  /** Writes a stretch of one coin's past, which ends at `upTo`; at the cursor the coin is live. */
  writePast(owner: string, cursor: Cursor, coin: Address, upTo: number, facts: KnownFacts): Promise<boolean>;
  /** Keeps a currency's pool and what it cost from before the first block that needs it. */
  addBacking(owner: string, cursor: Cursor, backing: Backing, facts: KnownFacts): Promise<boolean>;
  /** Takes back every row of blocks after `to` and moves the cursor there. */
  rewind(owner: string, to: Cursor): Promise<boolean>;
  /** Brings coins' own rows up to date with what was read of them. Gives how many rows changed. */
  refresh(coins: readonly Address[], now: UnixMs): Promise<number>;
  /** Coins whose row lags behind, or from whose last 24 hours something has dropped out. */
  staleCoins(now: UnixMs): Promise<Address[]>;
};

/**
 * Blocks `from` to `to`; `after` is the hash of the block before them, where rows were read up to it. `cursor` is the block that the
 * index is at, where the range is of the past: its blocks are to be of the same chain.
 */
export type LogRange = {
  coins: readonly TrackedCoin[];
  backings: readonly Backing[];
  from: number;
  after?: Hex | undefined;
  to: Cursor;
  cursor?: Cursor | undefined;
};

/** A node, as far as the index reads it. */
export type SyncChain = {
  head(): Promise<Head>;
  block(number: number): Promise<Head | null>;
  /** Every log that may concern these coins, in order, and the blocks that they are in. Null when the chain is not the one that `after`, `to` and `cursor` belong to. */
  logs(range: LogRange): Promise<{ logs: ChainLog[]; blocks: Block[] } | null>;
  /** Who sent transactions, by their hash. */
  sendersOf(hashes: readonly Hex[]): Promise<ReadonlyMap<Hex, Address>>;
  /** The pool that prices a currency: its own, for a coin of Zora's. Null when the chain does not say. */
  backingOf(currency: Address): Promise<Backing | null>;
};

export type SyncPorts = {
  store: SyncStore;
  chain: SyncChain;
  clock: SharedClock;
  /** A name for this run that no other run has. */
  runId(): string;
};

export type SyncOptions = {
  /** How often the head is looked at while the budget lasts: from block to screen half of it passes on average. */
  pollMs?: number;
  /** How long to wait for a runner that is about to end. */
  patienceMs?: number;
  /** Ends the run early. */
  signal?: AbortSignal;
};

/**
 * What a run did. `unread` are logs that broke their own ABI and were passed over; `unsure` is how often two nodes of Base did not
 * agree on the pool that prices a currency.
 */
export type SyncDone = {
  leased: boolean;
  paused: boolean;
  blocks: number;
  trades: number;
  rewound: number;
  unread: number;
  unsure: number;
};
