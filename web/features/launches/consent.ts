import * as z from 'zod/mini';
import type { ConsentTypedData } from '../../../shared/launches/consent.ts';
import { CONSENT_TYPES } from '../../../shared/launches/consent.ts';

/** Zora's coin factory on Base. */
export const COIN_FACTORY = '0x777777751622c0d3258f214f9df38e35bf45baf3';
const BASE_CHAIN_ID = 8453;
const NO_ADDRESS = `0x${'0'.repeat(40)}`;
const hex = z.string().check(z.regex(/^0x[0-9a-fA-F]*$/));
const decimal = z.pipe(
  z.union([z.string(), z.number()]),
  z.transform((value: string | number) => String(value)),
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
    typedData: z.object({
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
        splitBps: z.array(z.number()),
        currency: hex,
        chainId: decimal,
        expiry: decimal,
        nonce: hex,
      }),
    }),
  }),
  z.transform(({ launch, typedData }) => ({
    launchId: launch.id,
    performanceId: launch.performance_id,
    name: launch.name,
    ticker: launch.ticker,
    expiresAt: Date.parse(launch.expires_at),
    typedData: typedData as unknown as ConsentTypedData,
  })),
);
export type ConsentAnswer = z.infer<typeof consentAnswer>;

/** What the card says, and what a signature must therefore mean. */
export type CardSays = { name: string; ticker: string; wallet: `0x${string}` };

/**
 * The first thing in which the data to sign differs from the card, in words; null when it says the same. The creator alone owns the coin and is paid all of its share,
 * in ETH, on Base.
 */
export function differenceFromCard({ domain, types, message }: ConsentTypedData, card: CardSays): string | null {
  const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();
  if (domain.chainId !== BASE_CHAIN_ID || message.chainId !== String(BASE_CHAIN_ID)) return 'another network';
  if (!same(domain.verifyingContract, COIN_FACTORY)) return 'another contract';
  if (JSON.stringify(types.LaunchConsent) !== JSON.stringify(CONSENT_TYPES.LaunchConsent)) return 'another form of consent';
  if (message.name !== card.name) return 'another name';
  if (message.ticker !== card.ticker) return 'another ticker';
  if (!same(message.payout, card.wallet)) return 'another wallet to pay';
  if (message.owners.length !== 1 || !same(message.owners[0] ?? '', card.wallet)) return 'another owner';
  if (message.splitBps.length !== 1 || message.splitBps[0] !== 10_000) return 'another split';
  if (!same(message.currency, NO_ADDRESS)) return 'another currency';
  return null;
}
