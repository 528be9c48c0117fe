import { blockCid } from '../../../shared/kernel/block-cid.ts';
import { sameHex } from '../../../shared/kernel/hex.ts';
import { unixMs } from '../../../shared/kernel/units.ts';
import { CONSENT_TYPES, type ConsentTypedData, launchNonce, signedExpiry } from '../../../shared/launches/consent.ts';
import { type CoinMetadata, ipfsUri, metadataBytes } from '../../../shared/launches/metadata.ts';
import { checkSplit } from '../../../shared/launches/split.ts';
import { payoutOf } from '../../../shared/launches/splitter.ts';
import { BASE_CHAIN_ID } from '../../lib/base.ts';
import type { SharedPart } from './consent.ts';

/** Zora's coin factory on Base. */
export const COIN_FACTORY = '0x777777751622c0d3258f214f9df38e35bf45baf3';
const NO_ADDRESS = `0x${'0'.repeat(40)}`;

/** What the card says, and what a signature must therefore mean. */
export type CardSays = {
  launchId: string;
  name: string;
  ticker: string;
  /** As it is shown; null for none. */
  pictureUrl: string | null;
  metadata: CoinMetadata;
  wallet: `0x${string}`;
  ownBps: number;
  parts: readonly SharedPart[];
  /** Unix ms, of the card. */
  expiresAt: number;
};

/**
 * The first thing in which the data to sign differs from the card, in words; null when it says the same. The creator alone owns the coin; its share is paid
 * to their wallet, or to the splitter of exactly those who share, in ETH, on Base. What the coin will say of itself has the card's name, ticker and picture,
 * and the signature is good for this launch alone, until an hour after the card.
 */
export async function differenceFromCard({ domain, types, message }: ConsentTypedData, card: CardSays): Promise<string | null> {
  if (domain.chainId !== BASE_CHAIN_ID || message.chainId !== String(BASE_CHAIN_ID)) return 'another network';
  if (!sameHex(domain.verifyingContract, COIN_FACTORY)) return 'another contract';
  if (JSON.stringify([types.LaunchConsent, types.Part]) !== JSON.stringify([CONSENT_TYPES.LaunchConsent, CONSENT_TYPES.Part]))
    return 'another form of consent';
  if (message.name !== card.name) return 'another name';
  if (message.ticker !== card.ticker) return 'another ticker';
  const { name, symbol, image } = card.metadata;
  if (message.metadataCid !== (await blockCid(metadataBytes(card.metadata)))) return 'another description';
  if (name !== card.name || symbol !== card.ticker) return 'another description';
  if (image !== (card.pictureUrl === null ? undefined : ipfsUri(card.pictureUrl))) return 'another picture';
  if (!sameHex(message.nonce, launchNonce(card.launchId))) return 'another launch';
  if (message.expiry !== String(signedExpiry(unixMs(card.expiresAt)))) return 'another time';
  if (message.owners.length !== 1 || !sameHex(message.owners[0] ?? '', card.wallet)) return 'another owner';
  const others = card.parts.flatMap(({ account, bps }) => (account === null ? [] : [{ account, bps }]));
  if (others.length < card.parts.length) return 'somebody who did not accept';
  const split = checkSplit([{ account: card.wallet, bps: card.ownBps }, ...others]);
  if (JSON.stringify(checkSplit(message.split)) !== JSON.stringify(split)) return 'another split';
  if (!sameHex(message.payout, payoutOf(split))) return 'another wallet to pay';
  if (!sameHex(message.currency, NO_ADDRESS)) return 'another currency';
  return null;
}
