import type { Address, Hex } from 'viem';
import type { UnixMs } from '../kernel/units.ts';
import type { ConsentMessage } from './consent.ts';
import type { DeployIntent, LaunchCall } from './deploy-call.ts';
import type { CoinMetadata } from './metadata.ts';
import type { LaunchStatus } from './states.ts';

/** One row of `viral_queue`, with what a launch needs to know of its performance. */
export type Launch = {
  id: string;
  performanceId: string;
  userId: string;
  status: LaunchStatus;
  name: string | null;
  ticker: string | null;
  consentExpiresAt: UnixMs | null;
  consent: ConsentMessage | null;
  metadata: CoinMetadata | null;
  metadataCid: string | null;
  payoutAddress: Address | null;
  coinSalt: Hex | null;
  walletAddress: Address | null;
  predictedAddress: Address | null;
  nonce: number | null;
  opensAt: UnixMs | null;
  consentedAt: UnixMs | null;
  /** False once the cast was deleted or the performance hidden. */
  performanceLive: boolean;
};

/** A wake-up call of one launch. `failures` counts what went wrong since the launch last got a step further. */
export type LaunchJob = { id: string; launchId: string; failures: number; runAt: string; lease: string };

/** A signed transaction, on record before it is on the wire. */
export type LaunchAttempt = {
  hash: Hex;
  raw: Hex;
  nonce: number;
  wallet: Address;
  maxFeePerGas: bigint;
  maxPriorityFeePerGas: bigint;
  signedAt: UnixMs;
  sentAt: UnixMs | null;
};

/** The coin as its creation event and block tell it. */
export type CoinCreation = {
  coin: Address;
  name: string;
  symbol: string;
  currency: Address;
  poolKey: { currency0: Address; currency1: Address; fee: number; tickSpacing: number; hooks: Address };
  poolId: Hex;
  uri: string;
  transactionHash: Hex;
  blockNumber: number;
  blockHash: Hex;
  blockAt: UnixMs;
};

export type CreatedCoin = { transactionHash: Hex; blockNumber: number; blockHash: Hex; opensAt: UnixMs };

/** What went wrong: in words for the creator, and in detail for operators. */
export type LaunchFailure = { words: string; detail: string };

/** Where launches and their jobs are kept. Each function is one transaction; each move is guarded by the state before and says whether it happened. */
export type LaunchStore = {
  /** Jobs for launches that a worker should move but that nobody would wake. */
  enqueueForgotten(now: UnixMs): Promise<void>;
  /** Leases the job that is due longest, skipping those of other workers. */
  claimJob(now: UnixMs, leaseMs: number): Promise<LaunchJob | null>;
  /** When the next job is due that nobody works on. */
  nextDue(now: UnixMs): Promise<UnixMs | null>;
  /** Ends the job; one that was woken meanwhile stays due. */
  finishJob(job: LaunchJob): Promise<void>;
  /** Gives the job back for later. A failure is counted, its words go to the launch and its detail to the job; null clears the count. */
  deferJob(job: LaunchJob, runAt: UnixMs, failure: LaunchFailure | null): Promise<void>;
  load(launchId: string): Promise<Launch | null>;
  move(launch: Launch, to: LaunchStatus, change?: { opensAt?: UnixMs; error?: string }): Promise<boolean>;
  /** Takes the lowest nonce from `chainCount` on that no launch holds and moves the launch to `reserved`, under the lock of the wallet's row. */
  reserve(
    launch: Launch,
    wallet: { address: Address; chainId: number; chainCount: number },
    predicted: Address,
  ): Promise<boolean>;
  /** Records a signed transaction; the first one of a nonce moves the launch from `reserved` to `signed`. */
  recordAttempt(launch: Launch, attempt: LaunchAttempt): Promise<boolean>;
  /** Newest first; only those of the launch's present nonce unless `all`. */
  attempts(launch: Launch, all?: boolean): Promise<LaunchAttempt[]>;
  /** Notes that an attempt is on the wire and moves `signed` to `sent`. */
  markSent(launch: Launch, hash: Hex, now: UnixMs): Promise<void>;
  /** Writes the coin and moves the launch to `confirmed`. */
  confirm(launch: Launch, coin: CoinCreation, opensAt: UnixMs): Promise<boolean>;
  createdCoin(launch: Launch): Promise<CreatedCoin | null>;
  /** After a reorg: back to `sent`, with the attempts to be sent again. */
  reopen(launch: Launch): Promise<boolean>;
};

export type LaunchReceipt = { success: boolean; blockNumber: number; blockHash: Hex; creation: CoinCreation | null };

/** The chain as a launch sees it. A call that the network ate throws a retryable AppError. */
export type LaunchChain = {
  wallet: Address;
  /** Transactions of the wallet, with those that wait to be mined. */
  pendingCount(): Promise<number>;
  /** Transactions of the wallet that are mined. */
  minedCount(): Promise<number>;
  predictCoin(intent: DeployIntent): Promise<Address>;
  hasCode(address: Address): Promise<boolean>;
  /** Gas that the call takes. @throws AppError `launches/would-revert` when it cannot succeed. */
  simulate(call: LaunchCall): Promise<bigint>;
  fees(): Promise<{ maxFeePerGas: bigint; maxPriorityFeePerGas: bigint }>;
  /** Puts a transaction on the wire; one that is known already, or whose nonce is used, counts as sent. */
  broadcast(raw: Hex): Promise<void>;
  receipt(hash: Hex): Promise<LaunchReceipt | null>;
  /** The creation event of a coin that one of the wallet's transactions made at or after `since`. */
  findCreation(coin: Address, since: UnixMs): Promise<CoinCreation | null>;
  /** Number of the newest final block. */
  finalizedBlock(): Promise<number>;
};

export type UnsignedLaunch = LaunchCall & {
  chainId: number;
  nonce: number;
  gas: bigint;
  maxFeePerGas: bigint;
  maxPriorityFeePerGas: bigint;
};

export type LaunchPorts = {
  store: LaunchStore;
  chain: LaunchChain;
  /** Signs with the server wallet; nothing but launches is asked of it. */
  sign(transaction: UnsignedLaunch): Promise<{ raw: Hex; hash: Hex }>;
  /** Pins bytes and gives the CID that the service computed. */
  pin(bytes: Uint8Array, name: string): Promise<string>;
  clock: { now(): UnixMs; sleep(ms: number): Promise<void> };
  random(): number;
};

export type LaunchConfig = {
  chainId: number;
  factory: Address;
  platformReferrer: Address;
  leadSeconds: number;
};

/** What a step asks for next: go on at once, come back later, or leave the launch alone. */
export type Next = 'on' | 'rest' | { inMs: number } | { failed: LaunchFailure };
