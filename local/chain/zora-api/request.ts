import { type Address, getAddress, type Hex, isAddress, isHex } from 'viem';
import { z } from 'zod';

/** Largest part of the answer that a trader may give up, as the SDK allows. */
const MOST_SLIPPAGE = 0.99;
const USUAL_SLIPPAGE = 0.05;

const address = z
  .string()
  .refine(value => isAddress(value, { strict: false }), 'is not an address')
  .transform((value): Address => getAddress(value));
const hex = z.custom<Hex>(value => isHex(value), 'is not hex');
const amount = z
  .string()
  .regex(/^\d+$/, 'is not a whole number')
  .transform(value => BigInt(value));

const token = z.discriminatedUnion('type', [
  z.object({ type: z.literal('eth') }),
  z.object({ type: z.literal('erc20'), address }),
]);

const permit = z.object({
  details: z.object({ token: address, amount, expiration: z.number().int(), nonce: z.number().int() }),
  spender: address,
  sigDeadline: amount,
});

/** Body of POST /quote. Amounts are decimal strings in smallest units; `slippage` is a part of one. */
export const quoteRequest = z.object({
  tokenIn: token,
  tokenOut: token,
  amountIn: amount.refine(value => value > 0n, 'is nothing'),
  slippage: z.number().min(0).max(MOST_SLIPPAGE).default(USUAL_SLIPPAGE),
  chainId: z.literal(8453).default(8453),
  sender: address,
  recipient: address.optional(),
  referrer: address.optional(),
  signatures: z.array(z.object({ signature: hex, permit })).optional(),
});

export type QuoteRequest = z.output<typeof quoteRequest>;
export type SignedPermit = NonNullable<QuoteRequest['signatures']>[number];

/** Body of POST /create/content. */
export const createRequest = z.object({
  creator: address,
  name: z.string().min(1),
  symbol: z.string().min(1),
  metadata: z.object({ type: z.literal('RAW_URI'), uri: z.string().min(1) }),
  currency: z.literal('ETH', 'must be ETH: the local chain has no other pools'),
  chainId: z.literal(8453).default(8453),
  platformReferrer: address.optional(),
  additionalOwners: z.array(address).default([]),
  payoutRecipientOverride: address.optional(),
});

/** Query of GET /coin. */
export const coinRequest = z.object({ address });

/** The first thing that is wrong, in words. */
export function firstProblem(error: z.ZodError): string {
  const [issue] = error.issues;
  return `${issue?.path.join('.') || 'body'}: ${issue?.message ?? 'is not valid'}`;
}
