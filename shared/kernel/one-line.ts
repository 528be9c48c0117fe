import { z } from 'zod';

/** What somebody calls something: one line of 1 to `most` characters, without those that nobody sees or that turn words around; these become a space. */
export function oneLine(most: number) {
  return z
    .string()
    .max(400)
    .transform(text =>
      text
        .toWellFormed()
        .replaceAll(/[\p{Cc}\p{Cf}]+/gu, ' ')
        .replaceAll(/\s+/gu, ' ')
        .trim(),
    )
    .refine(text => text !== '' && [...text].length <= most, `expected 1 to ${most} characters`);
}
