import type { Address, Hex } from 'viem';
import type { SharedClock } from '../kernel/clock.ts';
import type { UnixMs } from '../kernel/units.ts';
import type { Upstream } from './circuit-breaker.ts';
import type { ConsentMessage } from './consent.ts';
import type { DeployIntent, LaunchCall } from './deploy-call.ts';
import type { ErrorKind } from './error-kind.ts';
import type { Fees } from './fees.ts';
import type { CoinMetadata } from './metadata.ts';
import type { LaunchStatus } from './states.ts';
import type { Purpose } from './wallet-policy.ts';

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
  /** False once the cast was deleted, the performance hidden, or held as a copy or with its chain. */
  performanceLive: boolean;
  /** False while its sound has not been compared with that of older takes. */
  isCompared: boolean;
};

/** A wake-up call of one launch. Since it last got a step further, `failures` counts what went wrong, `refusals` those of kind `execution`. */
export type LaunchJob = { id: string; launchId: string; failures: number; refusals: number; lease: string };

/** A signed transaction, on record before it is on the wire. */
export type LaunchAttempt = {
  hash: Hex;
  raw: Hex;
  purpose: Purpose;
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

/** What went wrong: in words for the creator, in kind and detail for operators. */
export type LaunchFailure = { words: string; kind: ErrorKind; detail: string };

/** What a reservation needs to know of the wallet: `chainCount` is where its nonces go on, `mostFee` the most that the transaction may cost. */
export type WalletAsk = { address: Address; chainId: number; chainCount: number; balance: bigint; mostFee: bigint };

/** One nonce and the most that its transaction may cost; `balance` is the wallet's. */
export type FeeCommitment = { nonce: number; purpose: Purpose; mostFee: bigint; balance: bigint };

/** Done, or why the wallet refuses, or `lost`: somebody else was faster. */
export type WalletAnswer = 'done' | 'lost' | { refused: string };

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
  /** Gives the job back for later. A failure is counted, its words go to the launch and its detail to the job; null clears the count, 'kept' leaves it. */
  deferJob(job: LaunchJob, runAt: UnixMs, failure: LaunchFailure | 'kept' | null): Promise<void>;
  load(launchId: string): Promise<Launch | null>;
  /** A launch that leaves `reserved` unsigned gives its nonce back. */
  move(launch: Launch, to: LaunchStatus, change?: { opensAt?: UnixMs; error?: string; kind?: ErrorKind }): Promise<boolean>;
  /**
   * Under the lock of the wallet's row: looks whether its limits allow the fee, takes the lowest nonce from `chainCount` on that
   * nobody holds, and moves the launch to `reserved`.
   */
  reserve(launch: Launch, wallet: WalletAsk, predicted: Address, now: UnixMs): Promise<WalletAnswer>;
  /** Under the same lock, before each signature: raises what the nonce may cost. A fill takes a nonce that no launch holds. */
  commitFee(launch: Launch, wallet: Address, commitment: FeeCommitment, now: UnixMs): Promise<WalletAnswer>;
  /** What the transaction of the launch's nonce did cost; the rest of what was committed is free again. */
  settle(launch: Launch, fee: bigint, now: UnixMs): Promise<void>;
  /** Nonces from `from` to before `to` that no launch holds, lowest first, 16 at most; with the newest attempt to fill each. */
  gaps(wallet: Address, from: number, to: number): Promise<{ nonce: number; before: LaunchAttempt | null }[]>;
  /** Records a signed transaction; the first one of a nonce moves the launch from `reserved` to `signed`. */
  recordAttempt(launch: Launch, attempt: LaunchAttempt): Promise<boolean>;
  /** Newest first; only those of the launch's present nonce unless `all`, which adds what it filled gaps with. */
  attempts(launch: Launch, all?: boolean): Promise<LaunchAttempt[]>;
  /** Notes that an attempt is on the wire and moves `signed` to `sent`. */
  markSent(launch: Launch, hash: Hex, now: UnixMs): Promise<void>;
  /** Writes the coin and moves the launch to `confirmed`. */
  confirm(launch: Launch, coin: CoinCreation, opensAt: UnixMs): Promise<boolean>;
  createdCoin(launch: Launch): Promise<CreatedCoin | null>;
  /** After a reorg: back to `sent`, with the attempts to be sent again. */
  reopen(launch: Launch): Promise<boolean>;
  /** Asks the breakers that all workers share: how many ms to wait before these services may be called, and which of them are in trouble. */
  passBreakers(upstreams: readonly Upstream[], now: UnixMs): Promise<{ waitMs: number; troubled: readonly Upstream[] }>;
  /** Tells the breaker how a call went: null, or what was wrong. */
  tellBreaker(upstream: Upstream, trouble: string | null, now: UnixMs): Promise<void>;
  /** Whether nobody has looked at the wallet's balance since `before`. */
  balanceIsOlder(wallet: Address, before: UnixMs): Promise<boolean>;
  /** Notes the balance and what is wrong with it, and gives up on fees of long mined nonces that nobody settled: they count as paid in full. */
  noteBalance(wallet: Address, seen: { balance: bigint; minedCount: number }, now: UnixMs): Promise<void>;
};

/** `fee` is what the wallet paid for it, in wei, data fee included. */
export type LaunchReceipt = {
  success: boolean;
  blockNumber: number;
  blockHash: Hex;
  fee: bigint;
  creation: CoinCreation | null;
};

/**
 * What a node says to a transaction: it took it (`accepted`), or has it already (`known`); its nonce was used, by this transaction or by
 * another (`used`); another with this nonce waits and pays as much, or it pays too little for any block (`underpriced`); one before it is missing (`too-high`).
 */
export type Broadcast = 'accepted' | 'known' | 'used' | 'underpriced' | 'too-high';

/** The chain as a launch sees it. A call that the network ate, or a node of another chain, throws a retryable AppError. */
export type LaunchChain = {
  wallet: Address;
  /** Transactions of the wallet, with those that wait to be mined. */
  pendingCount(): Promise<number>;
  /** Transactions of the wallet that are mined. */
  minedCount(): Promise<number>;
  /** The wallet's ether, in wei. */
  balance(): Promise<bigint>;
  predictCoin(intent: DeployIntent): Promise<Address>;
  hasCode(address: Address): Promise<boolean>;
  /** Gas that the call takes. @throws AppError `launches/would-revert` when it cannot succeed. */
  simulate(call: LaunchCall): Promise<bigint>;
  fees(): Promise<Fees>;
  /** Puts a transaction on the wire. @throws AppError `launches/wallet-empty`, `launches/node-refuses`, `chain/wrong-chain` or `chain/away` */
  broadcast(raw: Hex): Promise<Broadcast>;
  receipt(hash: Hex): Promise<LaunchReceipt | null>;
  /** The creation event of a coin that one of the wallet's transactions made at or after `since`. */
  findCreation(coin: Address, since: UnixMs): Promise<CoinCreation | null>;
  /** Hash of the block of this height; null while the node does not know one. */
  blockHash(number: number): Promise<Hex | null>;
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

/** The server wallet's key, wherever it is kept. */
export type Signer = {
  address: Address;
  sign(transaction: UnsignedLaunch): Promise<{ raw: Hex; hash: Hex }>;
};

export type LaunchPorts = {
  store: LaunchStore;
  chain: LaunchChain;
  /** Signs with the server wallet; nothing but launches is asked of it. */
  sign: Signer['sign'];
  /** Pins bytes and gives the CID that the service computed. */
  pin(bytes: Uint8Array, name: string): Promise<string>;
  clock: SharedClock;
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
