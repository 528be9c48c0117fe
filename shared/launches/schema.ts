import { z } from 'zod';
import { MOST_COLLABORATORS } from './part.ts';
import { MOST_PARTS, WHOLE_BPS } from './split.ts';

const hex = (bytes: number) =>
  z.string().regex(new RegExp(`^0x[0-9a-fA-F]{${bytes * 2}}$`)) as unknown as z.ZodType<`0x${string}`>;
const decimal = z.string().regex(/^\d{1,78}$/);

/** A split as JSON carries it: 1 to 16 parts that sum to the whole. Order and case are `checkSplit`'s to settle. */
export const splitSchema = z
  .array(z.strictObject({ account: hex(20), bps: z.int().min(1).max(WHOLE_BPS) }))
  .min(1)
  .max(MOST_PARTS)
  .refine(parts => parts.reduce((sum, part) => sum + part.bps, 0) === WHOLE_BPS, 'The parts must sum to 10,000.');

/** The message as the approving client sends it back. It is compared with the server's own, never trusted. */
export const consentMessageSchema = z.strictObject({
  metadataCid: z.string().max(100),
  name: z.string().max(200),
  ticker: z.string().max(20),
  payout: hex(20),
  owners: z.array(hex(20)).max(20),
  split: splitSchema,
  currency: hex(20),
  chainId: decimal,
  expiry: decimal,
  nonce: hex(32),
});

/** Body of approve. Signatures of contract wallets may be long, but not endless. */
export const approveSchema = z.strictObject({
  signature: z.string().regex(/^0x(?:[0-9a-fA-F]{2}){1,16384}$/) as unknown as z.ZodType<`0x${string}`>,
  message: consentMessageSchema,
});

/** Body of an edit: at least one thing. `split` is everybody who shares besides the creator, in place of those before. */
export const editSchema = z
  .strictObject({
    name: z.string().max(400).optional(),
    ticker: z.string().max(40).optional(),
    picture: z.string().max(100).optional(),
    split: z
      .array(z.strictObject({ username: z.string().min(1).max(64), bps: z.int().min(1).max(WHOLE_BPS) }))
      .max(MOST_COLLABORATORS)
      .optional(),
  })
  .refine(edit => Object.values(edit).some(change => change !== undefined), 'Send a change.');

/** Body of an answer to an offer: which part was seen, and the signature over it. */
export const acceptPartSchema = z.strictObject({
  bps: z.int().min(1).max(WHOLE_BPS),
  signature: approveSchema.shape.signature,
});
