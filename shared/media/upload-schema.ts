import { z } from 'zod';
import { PURPOSES } from './schema.ts';

/** A wish to upload: what the device worked out about the file. It is checked again from the stored bytes. */
export const uploadSchema = z.object({
  purpose: z.enum(PURPOSES),
  cid: z.string().regex(/^baf[ky][a-z2-7]{50,70}$/),
  size: z
    .number()
    .int()
    .positive()
    .max(1024 ** 3),
  mime: z.string().max(60),
  /** 200 bytes in base64. */
  peaks: z
    .string()
    .regex(/^[A-Za-z0-9+/]{267}=$/)
    .nullish(),
  /** LUFS, to a hundredth. */
  loudness: z
    .number()
    .min(-100)
    .max(20)
    .transform(lufs => Math.round(lufs * 100) / 100)
    .nullish(),
});
export type Upload = z.infer<typeof uploadSchema>;
