import { z } from 'zod';
import { AppError } from '../../../../shared/kernel/app-error.ts';
import type { FindAppKey } from '../../../../shared/notifications/ports.ts';
import { readJson } from '../read-answer.ts';

/** Some have a thousand keys, of 1.5 kB each. */
const MOST_BYTES = 4 * 1024 * 1024;

const answer = z.object({
  events: z.array(
    z.object({
      signerEventBody: z.object({
        key: z.string(),
        eventType: z.union([z.string(), z.number()]).optional(),
        metadata: z.string(),
      }),
    }),
  ),
});

export type HubOptions = { url: string; apiKey?: string; timeoutMs?: number };

/** The registry of keys as a hub tells it (`/v1/onChainSignersByFid`). */
export function hubAppKeys({ url, apiKey, timeoutMs = 3_000 }: HubOptions): FindAppKey {
  return async (fid, key) => {
    const response = await fetch(`${url}/v1/onChainSignersByFid?fid=${fid}`, {
      headers: apiKey ? { 'x-api-key': apiKey } : {},
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    }).catch(cause => {
      throw away({ fid, reason: 'no answer' }, cause);
    });
    // A hub knows nothing of a fid without keys.
    if (response.status === 404) return null;
    const parsed = answer.safeParse(response.ok ? await readJson(response, MOST_BYTES).catch(() => null) : null);
    if (!parsed.success) throw away({ fid, status: response.status });
    const added = parsed.data.events
      .map(event => event.signerEventBody)
      .find(each => each.key.toLowerCase() === key && each.eventType !== 'SIGNER_EVENT_TYPE_REMOVE');
    return added ? requesterOf(added.metadata) : null;
  };
}

/**
 * The fid of the client that asked for the key: the first field of the ABI-encoded SignedKeyRequest (uint256 requestFid, address
 * requestSigner, bytes signature, uint256 deadline), 32 bytes after its offset. Read by hand: it is all that is needed of an ABI library.
 */
function requesterOf(metadata: string): number | null {
  try {
    const hex = Array.from(atob(metadata), char => char.charCodeAt(0).toString(16).padStart(2, '0')).join('');
    const [offset, fid] = [BigInt(`0x${hex.slice(0, 64)}`), BigInt(`0x${hex.slice(64, 128)}`)];
    return offset === 32n && fid > 0n && fid <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(fid) : null;
  } catch {
    return null;
  }
}

function away(facts: Record<string, unknown>, cause?: unknown): AppError {
  const message = 'Farcaster’s registry of keys does not answer right now. Please try again in a moment.';
  return new AppError('hooks/registry-away', message, { status: 503, retryable: true, facts, cause });
}
