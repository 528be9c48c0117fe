import { z } from 'zod';
import { oneLine } from '../kernel/one-line.ts';
import { ATTESTATION_IN_FORCE } from './attestation.ts';
import { INKS, KINDS } from './schema.ts';
import { TITLE_MOST } from './title-most.ts';

const words = {
  title: z
    .string()
    .max(400)
    .transform(oneLine)
    .refine(text => text !== '' && [...text].length <= TITLE_MOST, 'a title has 1 to 80 characters'),
  kind: z.enum(KINDS),
  ink: z.enum(INKS).nullish(),
  language: z
    .string()
    .regex(/^[a-z]{2,3}$/)
    .nullish(),
  remix_of: z.uuid().nullish(),
};

/**
 * A take that is about to be cast. `id` is the device's choice, at random, so that a repeated call is the same draft; ids that
 * follow from casts (version 8) are not to be taken.
 */
export const draftSchema = z.object({
  ...words,
  id: z.uuidv4(),
  media_id: z.uuid(),
  poster_id: z.uuid().nullish(),
  /** What its cast is to say, caption and all, for whoever casts it later. */
  cast_text: z.string().max(1000).default(''),
  attested: z.literal(ATTESTATION_IN_FORCE),
});

/** A cast of one's own that is to become a take. */
export const adoptSchema = z.object({
  ...words,
  cast_hash: z.string().regex(/^0x[0-9a-fA-F]{40}$/),
  attested: z.literal(ATTESTATION_IN_FORCE),
});

export const changeSchema = z.object(words).partial();
