import { z } from 'zod';

/** A signed message (EIP-4361). Signatures of contract wallets are long, those of wallets that are not deployed yet longer. */
export const proofSchema = z.object({
  message: z.string().min(1).max(2_000),
  signature: z
    .string()
    .max(20_000)
    .regex(/^0x([0-9a-fA-F]{2})+$/) as unknown as z.ZodType<`0x${string}`>,
});
