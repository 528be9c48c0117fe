import { z } from 'zod';

/** 32 bytes in base64. */
const key = z.string().regex(/^[A-Za-z0-9+/]{43}=$/);

/** What a maker adds for holders: the upload, the id that its chunks are bound to, its key, and how many whole coins open it. */
export const addSchema = z.strictObject({
  media_id: z.uuid(),
  file_id: z.uuid().toLowerCase(),
  key,
  least_coins: z.number().int().min(1).max(1_000_000_000),
});
export type Addition = z.infer<typeof addSchema>;

/** A wish for the key; operators say why they look. */
export const openSchema = z.strictObject({ reason: z.string().trim().min(1).max(500).optional() });
