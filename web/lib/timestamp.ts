import * as z from 'zod/mini';

/** A timestamptz as PostgREST gives it, read as unix ms. */
export const timestamp = z.pipe(
  z.string(),
  z.transform(text => Date.parse(text)),
);
