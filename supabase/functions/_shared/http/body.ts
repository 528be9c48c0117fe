import { z } from 'zod';
import { AppError, invalidInput } from '../../../../shared/kernel/app-error.ts';

export const BODY_LIMIT = 64 * 1024;

function tooLarge(limit: number): AppError {
  return new AppError('http/body-too-large', `The body is larger than ${limit / 1024} KB.`, { status: 413 });
}

/** Reads at most `limit` bytes; stops reading as soon as there are more, whatever content-length says. */
export async function readBody(request: Request, limit = BODY_LIMIT): Promise<Uint8Array<ArrayBuffer>> {
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw tooLarge(limit);
  if (request.body === null) return new Uint8Array(0);
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of request.body) {
    size += part.byteLength;
    if (size > limit) throw tooLarge(limit);
    parts.push(part);
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.byteLength;
  }
  return whole;
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
