import { z } from 'zod';
import { AppError } from '../../../../shared/kernel/app-error.ts';
import type { SecondPin } from '../../../../shared/media/ports.ts';
import { readJson } from '../read-answer.ts';

const TIMEOUT_MS = 8_000;
const answer = z.object({ requestid: z.string().min(1), status: z.enum(['queued', 'pinning', 'pinned', 'failed']) });

/**
 * Any service with IPFS's Pinning Service API (Filebase, for one): asks it to fetch and keep a file by its CID.
 * @throws AppError `media/second-pin-away` (503, retryable)
 */
export function pinningService({ url, token }: { url: string; token: string }): SecondPin {
  const ask = async (path: string, init: RequestInit = {}) => {
    try {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      const response = await fetch(`${url}${path}`, {
        ...init,
        headers,
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      if (!response.ok) throw new Error(`status ${response.status}`);
      const { requestid, status } = answer.parse(await readJson(response));
      return { ref: requestid, status: status === 'pinning' ? ('queued' as const) : status };
    } catch (cause) {
      const message = 'The second place does not answer; it is asked again.';
      throw new AppError('media/second-pin-away', message, { status: 503, retryable: true, cause });
    }
  };
  return {
    request: (cid, name) => ask('/pins', { method: 'POST', body: JSON.stringify({ cid, name }) }),
    look: async ref => (await ask(`/pins/${encodeURIComponent(ref)}`)).status,
  };
}
