import type { Address, Hex } from 'viem';
import type { UnixMs, Wei } from '../kernel/units.ts';
import type { ChainLog, CoinFacts, CoinTrade, TrackedCoin } from './coin-logs.ts';

export type Block = { number: number; hash: Hex; parentHash: Hex; at: UnixMs };

/** A coin whose logs are followed. `initialPrice` is null until its own block was read. */
export type FollowedCoin = TrackedCoin & { createdBlock: number; createdBlockHash: Hex; initialPrice: Wei | null };

export type Cursor = { number: number; hash: Hex };

/** A trade whose trader is known. */
export type KnownTrade = CoinTrade & { trader: Address };
export type KnownFacts = Omit<CoinFacts, 'trades'> & { trades: KnownTrade[] };

/** Where trades and prices are kept. `advance` and `rewind` are one transaction each and do nothing unless the caller still has the lease. */
export type SyncStore = {
  /** Takes the lease until a time; null while another runner has it. Makes the cursor on the first call ever. */
  lease(owner: string, now: UnixMs, until: UnixMs, start: () => Promise<Cursor>): Promise<Cursor | null>;
  release(owner: string): Promise<void>;
  coins(): Promise<FollowedCoin[]>;
  /** Blocks on record, newest first, to find where two chains part. */
  recentBlocks(limit: number): Promise<Cursor[]>;
  /** Writes what blocks up to `to` hold and moves the cursor there, the lease along with it. `blocks` are remembered to find forks. */
  advance(
    owner: string,
    move: { from: Cursor; to: Block; blocks: Block[]; leaseUntil: UnixMs },
    facts: KnownFacts,
  ): Promise<boolean>;
  /** Writes what a coin's blocks up to the cursor hold: it was linked after they were read. */
  backfill(owner: string, cursor: Cursor, facts: KnownFacts): Promise<boolean>;
  /** Takes back every row of blocks after `to` and moves the cursor there. */
  rewind(owner: string, to: Cursor): Promise<boolean>;
  /** Brings coins' own rows up to date with their trades and transfers. Gives how many rows changed. */
  refresh(coins: readonly Address[], now: UnixMs): Promise<number>;
  /** Coins whose row lags behind their trades and transfers, or whose trades have left the last 24 hours. */
  staleCoins(now: UnixMs): Promise<Address[]>;
};

export type SyncChain = {
  head(): Promise<Block>;
  block(number: number): Promise<Block | null>;
  /** Every log of these coins from one block to another, both included, in order, and the blocks that they are in. */
  logs(coins: readonly TrackedCoin[], from: number, to: number): Promise<{ logs: ChainLog[]; blocks: Block[] }>;
  /** Who sent a transaction. */
  senderOf(transactionHash: Hex): Promise<Address>;
};

export type SyncPorts = {
  store: SyncStore;
  chain: SyncChain;
  clock: { now(): UnixMs; sleep(ms: number): Promise<void> };
  /** A name for this run that no other run has. */
  runId(): string;
};

export type SyncDone = { leased: boolean; blocks: number; trades: number; rewound: number };
