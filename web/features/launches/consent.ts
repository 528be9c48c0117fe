import * as z from 'zod/mini';
import type { ConsentTypedData } from '../../../shared/launches/consent.ts';
import { env } from '../../lib/env.ts';

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
    metadata: z.record(z.string(), z.unknown()),
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
  z.transform(({ launch, picture, pictures, metadata, own_bps, parts, typedData }) => ({
    launchId: launch.id,
    performanceId: launch.performance_id,
    name: launch.name,
    ticker: launch.ticker,
    expiresAt: Date.parse(launch.expires_at),
    picture,
    pictures,
    /** What the coin will say of itself, whose CID is signed. */
    metadata,
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
