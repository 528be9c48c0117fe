import * as z from 'zod/mini';
import { sameHex } from '../../../shared/kernel/hex.ts';
import type { ConsentTypedData } from '../../../shared/launches/consent.ts';
import { CONSENT_TYPES } from '../../../shared/launches/consent.ts';
import { checkSplit } from '../../../shared/launches/split.ts';
import { payoutOf } from '../../../shared/launches/splitter.ts';
import { env } from '../../lib/env.ts';

/** Zora's coin factory on Base. */
export const COIN_FACTORY = '0x777777751622c0d3258f214f9df38e35bf45baf3';
const BASE_CHAIN_ID = 8453;
const NO_ADDRESS = `0x${'0'.repeat(40)}`;
const hex = z.string().check(z.regex(/^0x[0-9a-fA-F]*$/));
const decimal = z.pipe(
  z.union([z.string(), z.number()]),
  z.transform((value: string | number) => String(value)),
);

/** What is named by its content alone is shown from a gateway. */
const pictureUrl = z.pipe(
  z.string(),
  z.transform(url => (url.startsWith('ipfs://') ? `${env().ipfsGateways[0]}/ipfs/${url.slice(7)}` : url)),
);

export const consentAnswer = z.pipe(
  z.object({
    launch: z.object({
      id: z.uuid(),
      performance_id: z.uuid(),
      status: z.string(),
      name: z.string(),
      ticker: z.string(),
      expires_at: z.string(),
    }),
    picture: z.string(),
    pictures: z.array(z.object({ id: z.string(), label: z.string(), url: pictureUrl })),
    own_bps: z.number(),
    parts: z.array(
      z.object({
        username: z.string(),
        display_name: z.string(),
        bps: z.number(),
        answer: z.enum(['asked', 'accepted', 'declined']),
        account: z.nullable(hex),
      }),
    ),
    typedData: z.nullable(
      z.object({
        domain: z.object({
          name: z.literal('GigaVibe'),
          version: z.literal('1'),
          chainId: z.pipe(
            z.union([z.string(), z.number()]),
            z.transform((value: string | number) => Number(value)),
          ),
          verifyingContract: hex,
        }),
        primaryType: z.literal('LaunchConsent'),
        types: z.record(z.string(), z.array(z.object({ name: z.string(), type: z.string() }))),
        message: z.object({
          metadataCid: z.string(),
          name: z.string(),
          ticker: z.string(),
          payout: hex,
          owners: z.array(hex),
          split: z.array(z.object({ account: hex, bps: z.number() })),
          currency: hex,
          chainId: decimal,
          expiry: decimal,
          nonce: hex,
        }),
      }),
    ),
  }),
  z.transform(({ launch, picture, pictures, own_bps, parts, typedData }) => ({
    launchId: launch.id,
    performanceId: launch.performance_id,
    name: launch.name,
    ticker: launch.ticker,
    expiresAt: Date.parse(launch.expires_at),
    picture,
    pictures,
    ownBps: own_bps,
    parts: parts.map(
      ({ display_name, account, ...part }): SharedPart => ({
        ...part,
        displayName: display_name,
        account: account as SharedPart['account'],
      }),
    ),
    typedData: typedData as unknown as ConsentTypedData | null,
  })),
);
export type ConsentAnswer = z.infer<typeof consentAnswer>;

/** Somebody whom the creator asked to share, and what they said. */
export type SharedPart = {
  username: string;
  displayName: string;
  bps: number;
  answer: 'asked' | 'accepted' | 'declined';
  account: `0x${string}` | null;
};

/** What the card says, and what a signature must therefore mean. */
export type CardSays = { name: string; ticker: string; wallet: `0x${string}`; ownBps: number; parts: readonly SharedPart[] };

/**
 * The first thing in which the data to sign differs from the card, in words; null when it says the same. The creator alone owns the coin; its share is paid
 * to their wallet, or to the splitter of exactly those who share, in ETH, on Base.
 */
export function differenceFromCard({ domain, types, message }: ConsentTypedData, card: CardSays): string | null {
  if (domain.chainId !== BASE_CHAIN_ID || message.chainId !== String(BASE_CHAIN_ID)) return 'another network';
  if (!sameHex(domain.verifyingContract, COIN_FACTORY)) return 'another contract';
  if (JSON.stringify([types.LaunchConsent, types.Part]) !== JSON.stringify([CONSENT_TYPES.LaunchConsent, CONSENT_TYPES.Part]))
    return 'another form of consent';
  if (message.name !== card.name) return 'another name';
  if (message.ticker !== card.ticker) return 'another ticker';
  if (message.owners.length !== 1 || !sameHex(message.owners[0] ?? '', card.wallet)) return 'another owner';
  const others = card.parts.flatMap(({ account, bps }) => (account === null ? [] : [{ account, bps }]));
  if (others.length < card.parts.length) return 'somebody who did not accept';
  const split = checkSplit([{ account: card.wallet, bps: card.ownBps }, ...others]);
  if (JSON.stringify(checkSplit(message.split)) !== JSON.stringify(split)) return 'another split';
  if (!sameHex(message.payout, payoutOf(split))) return 'another wallet to pay';
  if (!sameHex(message.currency, NO_ADDRESS)) return 'another currency';
  return null;
}
