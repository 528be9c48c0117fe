import type { z } from 'zod';
import { AppError } from '../../../../shared/kernel/app-error.ts';
import { readText } from '../read-answer.ts';

export type Asking = { source: string; apiKey?: string | undefined; timeoutMs?: number };

/** No answer that we ask for is larger. */
const MOST_BYTES = 8 * 1024 * 1024;

/**
 * Asks somebody else's API for JSON and checks it before it is believed. Null for a 404.
 * @throws AppError `hearing/away` (503, retryable) for a refusal, an overload (`facts.retryAfterMs`), no answer, or another shape.
 */
export async function askJson<T>(
  url: string,
  schema: z.ZodType<T>,
  { source, apiKey, timeoutMs = 5_000 }: Asking,
  init: RequestInit = {},
): Promise<T | null> {
  const headers = { accept: 'application/json', ...(apiKey && { 'x-api-key': apiKey }), ...(init.headers as object) };
  const asked = { source, path: new URL(url).pathname };
  const response = await fetch(url, { ...init, headers, redirect: 'error', signal: AbortSignal.timeout(timeoutMs) }).catch(
    cause => {
      throw away({ ...asked, reason: 'no answer' }, cause);
    },
  );
  if (response.status === 404) return null;
  if (!response.ok) {
    const seconds = Number(response.headers.get('retry-after'));
    const retryAfterMs = response.status === 429 && seconds > 0 ? Math.min(seconds, 600) * 1000 : undefined;
    throw away({ ...asked, status: response.status, ...(retryAfterMs && { retryAfterMs }) });
  }
  const text = await readText(response, MOST_BYTES).catch(cause => {
    throw away({ ...asked, reason: String(cause) }, cause);
  });
  const parsed = schema.safeParse(jsonOf(text));
  if (!parsed.success) throw away({ ...asked, reason: 'unexpected answer' }, parsed.error);
  return parsed.data;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function away(facts: Record<string, unknown>, cause?: unknown): AppError {
  return new AppError('hearing/away', 'Farcaster cannot be asked right now; it is tried again.', {
    status: 503,
    retryable: true,
    facts,
    cause,
  });
}
