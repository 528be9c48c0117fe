import type { Address, Hex } from 'viem';
import type { UnixMs } from '../kernel/units.ts';
import type { Upstream } from './circuit-breaker.ts';
import type { ErrorKind } from './error-kind.ts';
import type { CoinCreation, CreatedCoin, Launch, LaunchAttempt, LaunchFailure, LaunchJob } from './launch.ts';
import type { LaunchStatus } from './states.ts';
import type { Purpose } from './wallet-policy.ts';

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
  /**
   * What the transaction of the launch's nonce did cost; the rest of what was committed is free again. A node's word for it counts
   * between a quarter of what was committed and what one transaction may cost; `unknown` counts as paid in full.
   */
  settle(launch: Launch, fee: bigint | 'unknown', now: UnixMs): Promise<void>;
  /** Nonces from `from` to before `to` that no launch holds, lowest first, 16 at most; each with the newest attempt to fill it, or to make a splitter that a reorg took. */
  gaps(wallet: Address, from: number, to: number): Promise<{ nonce: number; before: LaunchAttempt | null }[]>;
  /** Records a signed transaction; the first one of a nonce moves the launch from `reserved` to `signed`. */
  recordAttempt(launch: Launch, attempt: LaunchAttempt): Promise<boolean>;
  /** Newest first: those of the launch's present nonce, or `all` that it ever signed, with what it filled gaps with. */
  attempts(launch: Launch, which?: 'of its nonce' | 'all'): Promise<LaunchAttempt[]>;
  /** Notes that an attempt is on the wire and moves `signed` to `sent`. */
  markSent(launch: Launch, hash: Hex, now: UnixMs): Promise<void>;
  /** Writes the coin and moves the launch to `confirmed`. */
  confirm(launch: Launch, coin: CoinCreation, opensAt: UnixMs): Promise<boolean>;
  createdCoin(launch: Launch): Promise<CreatedCoin | null>;
  /** Puts right what one answer wrongly said of the coin's pool and time; all that was read of the coin since is read anew. */
  correct(launch: Launch, coin: CoinCreation, opensAt: UnixMs): Promise<void>;
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
