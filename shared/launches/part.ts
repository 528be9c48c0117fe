import type { Address } from 'viem';
import { invalidInput } from '../kernel/app-error.ts';
import { launchNonce } from './consent.ts';
import { checkSplit, type Split, type SplitPart, WHOLE_BPS } from './split.ts';
import { SPLITTER_FACTORY } from './splitter.ts';

/** A creator shares with so many people at most, */
export const MOST_COLLABORATORS = 9;
/** gives nobody less than 1 %, */
export const LEAST_PART_BPS = 100;
/** and keeps at least 10 %. */
export const LEAST_OWN_BPS = 1_000;

/** One picture that a coin may show. `id` is how the creator chooses it; `url` may be `ipfs://` and a CID. */
export type CoinPicture = { id: string; label: string; url: string };

/** Who can be asked to share, with the wallet that Farcaster verified. */
export type Person = { userId: string; username: string; wallet: Address | null };

/** Whom a creator asks for what part. */
export type PartAsk = { userId: string; bps: number };

/**
 * A part of a coin that somebody was asked to take. `account` is the wallet they accepted with; an acceptance whose wallet is
 * verified no longer counts as none.
 */
export type LaunchPart = {
  userId: string;
  username: string;
  displayName: string;
  bps: number;
  answer: 'asked' | 'accepted' | 'declined';
  account: Address | null;
};

/** What somebody is asked to take, as they see it. Times in Unix ms. */
export type PartOffer = {
  launchId: string;
  performanceId: string;
  title: string;
  posterUrl: string | null;
  creatorName: string;
  /** The creator's verified wallet, which has a part of its own. */
  creatorWallet: Address | null;
  /** Wallets that others accepted with. */
  otherWallets: Address[];
  userId: string;
  /** Where the part would be paid to: the person's verified wallet. */
  wallet: Address | null;
  bps: number;
  answer: LaunchPart['answer'];
  expiresAt: number;
};

export const PART_TYPES = {
  PartAcceptance: [
    { name: 'performance', type: 'string' },
    { name: 'account', type: 'address' },
    { name: 'bps', type: 'uint16' },
    { name: 'launch', type: 'bytes32' },
    { name: 'chainId', type: 'uint256' },
  ],
} as const;

export type PartTypedData = {
  domain: { name: 'GigaVibe'; version: '1'; chainId: number; verifyingContract: Address };
  types: typeof PART_TYPES;
  primaryType: 'PartAcceptance';
  message: { performance: string; account: Address; bps: number; launch: `0x${string}`; chainId: string };
};

/** The EIP-712 data by which somebody takes a part: this much of this launch, paid to this wallet. */
export function partTypedData(
  chainId: number,
  part: { launchId: string; title: string; account: Address; bps: number },
): PartTypedData {
  return {
    domain: { name: 'GigaVibe', version: '1', chainId, verifyingContract: SPLITTER_FACTORY.toLowerCase() as Address },
    types: PART_TYPES,
    primaryType: 'PartAcceptance',
    message: {
      performance: part.title,
      account: part.account.toLowerCase() as Address,
      bps: part.bps,
      launch: launchNonce(part.launchId),
      chainId: String(chainId),
    },
  };
}

/** What the creator keeps of a coin. */
export function ownBps(parts: readonly { bps: number }[]): number {
  return parts.reduce((left, part) => left - part.bps, WHOLE_BPS);
}

/** @throws AppError 400 `launches/bad-split` when somebody gets too little, too many share, or the creator keeps too little. */
export function checkParts(parts: readonly { bps: number }[]): void {
  const bad = (words: string) => invalidInput('launches/bad-split', words);
  if (parts.length > MOST_COLLABORATORS) throw bad(`Share with ${MOST_COLLABORATORS} people at most.`);
  if (parts.some(({ bps }) => !Number.isInteger(bps) || bps < LEAST_PART_BPS))
    throw bad(`A part is at least ${LEAST_PART_BPS / 100} %.`);
  if (ownBps(parts) < LEAST_OWN_BPS) throw bad(`You keep at least ${LEAST_OWN_BPS / 100} %.`);
}

/** The split of a coin whose parts are all accepted, or null while one is not. @throws AppError 400 `launches/bad-split` */
export function splitOf(creator: Address, parts: readonly LaunchPart[]): Split | null {
  const accepted: SplitPart[] = [{ account: creator, bps: ownBps(parts) }];
  for (const { answer, account, bps } of parts) {
    if (answer !== 'accepted' || account === null) return null;
    accepted.push({ account, bps });
  }
  return checkSplit(accepted);
}
