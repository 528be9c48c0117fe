import { z } from 'zod';
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
  splitBps: z.array(z.int().min(0).max(10_000)).max(20),
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

/** Body of an edit: at least one of the two. */
export const editSchema = z
  .strictObject({ name: z.string().max(400).optional(), ticker: z.string().max(40).optional() })
  .refine(edit => edit.name !== undefined || edit.ticker !== undefined, 'Send a name or a ticker.');
