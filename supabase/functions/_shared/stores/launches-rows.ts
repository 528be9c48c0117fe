import { type Address, type Hex, parseTransaction } from 'viem';
import { type UnixMs, unixMs } from '../../../../shared/kernel/units.ts';
import type { ConsentMessage } from '../../../../shared/launches/consent.ts';
import type { Launch, LaunchAttempt } from '../../../../shared/launches/launch.ts';
import type { CoinMetadata } from '../../../../shared/launches/metadata.ts';
import type { LaunchStatus } from '../../../../shared/launches/states.ts';

export type LaunchRow = {
  id: string;
  performance_id: string;
  user_id: string;
  status: string;
  name: string | null;
  ticker: string | null;
  consent_expires_at: Date | null;
  consent: unknown;
  consented_at: Date | null;
  metadata: unknown;
  metadata_cid: string | null;
  payout_address: string | null;
  coin_salt: string | null;
  wallet_address: string | null;
  predicted_address: string | null;
  nonce: string | null;
  opens_at: Date | null;
  may_launch: boolean;
  is_compared: boolean;
};

export type AttemptRow = {
  hash: string;
  raw: string;
  purpose: string;
  nonce: string;
  wallet_address: string;
  max_fee_per_gas: string;
  created_at: Date;
  sent_at: Date | null;
};

/** A row of `viral_queue`, in the domain's words. */
export function toLaunch(row: LaunchRow): Launch {
  return {
    id: row.id,
    performanceId: row.performance_id,
    userId: row.user_id,
    status: row.status as LaunchStatus,
    name: row.name,
    ticker: row.ticker,
    consentExpiresAt: timeOf(row.consent_expires_at),
    consent: row.consent as ConsentMessage | null,
    consentedAt: timeOf(row.consented_at),
    metadata: row.metadata as CoinMetadata | null,
    metadataCid: row.metadata_cid,
    payoutAddress: row.payout_address as Address | null,
    coinSalt: row.coin_salt as Hex | null,
    walletAddress: row.wallet_address as Address | null,
    predictedAddress: row.predicted_address as Address | null,
    nonce: row.nonce === null ? null : Number(row.nonce),
    opensAt: timeOf(row.opens_at),
    performanceLive: row.may_launch,
    isCompared: row.is_compared,
  };
}

/** A row of `private.launch_transactions`. */
export function toAttempt(row: AttemptRow): LaunchAttempt {
  return {
    hash: row.hash as Hex,
    raw: row.raw as Hex,
    purpose: row.purpose as LaunchAttempt['purpose'],
    nonce: Number(row.nonce),
    wallet: row.wallet_address as Address,
    maxFeePerGas: BigInt(row.max_fee_per_gas),
    maxPriorityFeePerGas: parseTransaction(row.raw as `0x02${string}`).maxPriorityFeePerGas ?? 0n,
    signedAt: unixMs(row.created_at.getTime()),
    sentAt: timeOf(row.sent_at),
  };
}

/** A timestamp as Unix ms. */
export function timeOf(date: Date | null): UnixMs | null {
  return date && unixMs(date.getTime());
}
