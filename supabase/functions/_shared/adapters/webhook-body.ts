import { z } from 'zod';
import { invalidInput } from '../../../../shared/kernel/app-error.ts';

/**
 * What a webhook's bytes say as JSON.
 * @throws AppError `hooks/malformed`
 */
export function jsonOf(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw invalidInput('hooks/malformed', 'The webhook is not JSON.');
  }
}

/**
 * The value in the shape that `sender` promises.
 * @throws AppError `hooks/malformed`
 */
export function readWebhook<T>(schema: z.ZodType<T>, value: unknown, sender: string): T {
  const parsed = schema.safeParse(value);
  if (!parsed.success)
    throw invalidInput('hooks/malformed', `The webhook is not what ${sender} sends. ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
