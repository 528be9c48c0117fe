import { z } from 'zod';
import { AppError, invalidInput } from '../../../../shared/kernel/app-error.ts';
import { readUpTo } from '../../../../shared/kernel/read-up-to.ts';

export const BODY_LIMIT = 64 * 1024;

function tooLarge(limit: number): AppError {
  return new AppError('http/body-too-large', `The body is larger than ${limit / 1024} KB.`, { status: 413 });
}

/** Reads at most `limit` bytes; stops reading as soon as there are more, whatever content-length says. */
export async function readBody(request: Request, limit = BODY_LIMIT): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await readUpTo(request, limit);
  if (bytes === null) throw tooLarge(limit);
  return bytes;
}

/** Bytes as the JSON that `schema` accepts. @throws AppError 400 that names each wrong field. */
export function parseJson<T>(bytes: Uint8Array, schema: z.ZodType<T>): T {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw invalidInput('http/invalid-json', 'The body is not JSON.');
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success)
    throw invalidInput('http/invalid-body', `The body is not what this door takes. ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
