import type { Address, Hex } from 'viem';
import type { UnixMs } from '../kernel/units.ts';
import type { ConsentMessage } from './consent.ts';
import type { ErrorKind } from './error-kind.ts';
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

/**
 * A wake-up call of one launch. Since it last got a step further, `failures` counts what went wrong, `faults` and `refusals`
 * those of kind `fault` and `execution`.
 */
export type LaunchJob = { id: string; launchId: string; failures: number; faults: number; refusals: number; lease: string };

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
  /** The hash of the key. */
  poolId: Hex;
  uri: string;
  /** Who is paid. The coin's address does not depend on it. */
  payout: Address;
  transactionHash: Hex;
  blockNumber: number;
  blockHash: Hex;
  blockAt: UnixMs;
};

/** The coin on record. `poolId` is its first pool's: liquidity may move on. */
export type CreatedCoin = {
  coin: Address;
  poolId: Hex;
  transactionHash: Hex;
  blockNumber: number;
  blockHash: Hex;
  blockAt: UnixMs;
  opensAt: UnixMs;
};

/** What went wrong: in words for the creator, in kind and detail for operators. */
export type LaunchFailure = { words: string; kind: ErrorKind; detail: string };
