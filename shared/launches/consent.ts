import { type Address, type Hex, keccak256, stringToBytes, zeroAddress } from 'viem';
import { lowerAddress } from '../kernel/hex.ts';
import type { UnixMs } from '../kernel/units.ts';
import type { Split, SplitPart } from './split.ts';
import { payoutOf } from './splitter.ts';

/** Everything that the creator agrees to. Addresses in any case, `expiresAt` in unix seconds. */
export type ConsentInput = {
  launchId: string;
  metadataCid: string;
  name: string;
  ticker: string;
  creator: Address;
  /** Canonical; the creator's own part is in it. */
  split: Split;
  chainId: number;
  factory: Address;
  expiresAt: number;
};

export const CONSENT_TYPES = {
  LaunchConsent: [
    { name: 'metadataCid', type: 'string' },
    { name: 'name', type: 'string' },
    { name: 'ticker', type: 'string' },
    { name: 'payout', type: 'address' },
    { name: 'owners', type: 'address[]' },
    { name: 'split', type: 'Part[]' },
    { name: 'currency', type: 'address' },
    { name: 'chainId', type: 'uint256' },
    { name: 'expiry', type: 'uint256' },
    { name: 'nonce', type: 'bytes32' },
  ],
  Part: [
    { name: 'account', type: 'address' },
    { name: 'bps', type: 'uint16' },
  ],
} as const;

/** The message as JSON carries it: uint256 as decimal strings, addresses in lower case. */
export type ConsentMessage = {
  metadataCid: string;
  name: string;
  ticker: string;
  payout: Address;
  owners: Address[];
  split: SplitPart[];
  currency: Address;
  chainId: string;
  expiry: string;
  nonce: Hex;
};

export type ConsentTypedData = {
  domain: { name: 'GigaVibe'; version: '1'; chainId: number; verifyingContract: Address };
  types: typeof CONSENT_TYPES;
  primaryType: 'LaunchConsent';
  message: ConsentMessage;
};

/**
 * The EIP-712 data of a creator's consent. The same inputs give the same data, so the server can build it again and compare.
 * The nonce belongs to the launch: a signature is of no use for another one.
 */
export function consentTypedData(input: ConsentInput): ConsentTypedData {
  return {
    domain: { name: 'GigaVibe', version: '1', chainId: input.chainId, verifyingContract: lowerAddress(input.factory) },
    types: CONSENT_TYPES,
    primaryType: 'LaunchConsent',
    message: {
      metadataCid: input.metadataCid,
      name: input.name,
      ticker: input.ticker,
      payout: payoutOf(input.split),
      owners: [lowerAddress(input.creator)],
      split: [...input.split],
      currency: zeroAddress,
      chainId: String(input.chainId),
      expiry: String(input.expiresAt),
      nonce: launchNonce(input.launchId),
    },
  };
}

/** An approval in the last minute must still have time to become a coin. */
const LAUNCH_GRACE_MS = 3_600_000;

/** Until when a signature is good, in unix seconds: an hour longer than its card is open. */
export function signedExpiry(cardExpiresAt: UnixMs): number {
  return Math.floor((cardExpiresAt + LAUNCH_GRACE_MS) / 1000);
}

/** What binds a signature to one launch. */
export function launchNonce(launchId: string): Hex {
  return keccak256(stringToBytes(`gigavibe:launch:${launchId}`));
}

/** The message as viem hashes, signs and verifies it: uint256 as bigint. */
export function consentForSigning(data: ConsentTypedData) {
  const { chainId, expiry, ...rest } = data.message;
  return { ...data, message: { ...rest, chainId: BigInt(chainId), expiry: BigInt(expiry) } };
}

/** Whether two messages say the same, whatever the order of their keys or the case of hex digits. */
export function sameConsent(a: ConsentMessage, b: ConsentMessage): boolean {
  const text = (message: ConsentMessage) =>
    JSON.stringify([
      message.metadataCid,
      message.name,
      message.ticker,
      message.payout.toLowerCase(),
      message.owners.map(owner => owner.toLowerCase()),
      message.split.map(({ account, bps }) => [account.toLowerCase(), bps]),
      message.currency.toLowerCase(),
      String(message.chainId),
      String(message.expiry),
      message.nonce.toLowerCase(),
    ]);
  return text(a) === text(b);
}
