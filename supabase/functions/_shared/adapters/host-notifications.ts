import { z } from 'zod';
import { AppError } from '../../../../shared/kernel/app-error.ts';
import type { NoticePorts } from '../../../../shared/notifications/ports.ts';
import type { HostNotification, SendResult } from '../../../../shared/notifications/schema.ts';
import { readJson } from '../read-answer.ts';

/** A host takes so many tokens in one request. */
const MOST_TOKENS = 100;

const list = z.array(z.string());
const answer = z.object({ result: z.object({ successfulTokens: list, invalidTokens: list, rateLimitedTokens: list }) });

export type HostNotificationsOptions = { /** The only hosts that are called. */ origins: readonly string[]; timeoutMs?: number };

/**
 * Asks Farcaster clients to show a notification (their notification server's POST). Hosts that cannot be reached count as busy, unless
 * none could be: then it is the caller's to try again.
 */
export function hostNotifications({ origins, timeoutMs = 3_000 }: HostNotificationsOptions): NoticePorts['send'] {
  return async (notification, tokens) => {
    const byUrl = Map.groupBy(
      tokens.filter(({ url }) => origins.includes(new URL(url).origin)),
      ({ url }) => url,
    );
    const requests = [...byUrl].flatMap(([url, own]) => chunks(own.map(({ token }) => token)).map(batch => ({ url, batch })));
    const results = await Promise.allSettled(requests.map(({ url, batch }) => post(url, notification, batch, timeoutMs)));
    const failures = results.flatMap(result => (result.status === 'rejected' ? [result.reason] : []));
    if (failures.length > 0 && failures.length === results.length)
      throw failures.find(failure => failure.retryable) ?? failures[0];
    const total: SendResult = { delivered: [], invalid: [], limited: [] };
    for (const [i, result] of results.entries()) {
      if (result.status === 'rejected') {
        total.limited.push(...(requests[i]?.batch ?? []));
        continue;
      }
      total.delivered.push(...result.value.delivered);
      total.invalid.push(...result.value.invalid);
      total.limited.push(...result.value.limited);
    }
    return total;
  };
}

async function post(
  url: string,
  { id, title, body, targetUrl }: HostNotification,
  tokens: string[],
  timeoutMs: number,
): Promise<SendResult> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ notificationId: id, title, body, targetUrl, tokens }),
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
  }).catch(cause => {
    throw refused({ url, reason: 'no answer' }, { retryable: true, cause });
  });
  const said: unknown = await readJson(response).catch(() => null);
  if (!response.ok)
    throw refused({ url, status: response.status, said }, { retryable: response.status >= 500 || response.status === 429 });
  const parsed = answer.safeParse(said);
  if (!parsed.success) throw refused({ url, reason: 'unexpected answer' }, { retryable: true, cause: parsed.error });
  const { successfulTokens, invalidTokens, rateLimitedTokens } = parsed.data.result;
  // Only what we asked about: a host has no say over the tokens of others.
  const ours = (said: readonly string[]) => said.filter(token => tokens.includes(token));
  return { delivered: ours(successfulTokens), invalid: ours(invalidTokens), limited: ours(rateLimitedTokens) };
}

function chunks(tokens: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(tokens.length / MOST_TOKENS) }, (_, i) =>
    tokens.slice(i * MOST_TOKENS, (i + 1) * MOST_TOKENS),
  );
}

function refused(facts: Record<string, unknown>, { retryable, cause }: { retryable: boolean; cause?: unknown }): AppError {
  const message = retryable
    ? 'The Farcaster client does not take notifications right now.'
    : 'The Farcaster client refused the notification.';
  return new AppError('notifications/host-refused', message, { status: 502, retryable, facts, cause });
}
