import { z } from 'zod';
import { AppError } from '../../../../shared/kernel/app-error.ts';
import { readJson } from '../read-answer.ts';

const TIMEOUT_MS = 8_000;
const uploaded = z.object({ data: z.object({ cid: z.string().min(1).max(100) }) });

/**
 * Pins JSON through Pinata's v3 upload API with IPFS's profile unixfs-v1-2025 and gives the CID that the service computed.
 * Pinning the same bytes again is harmless. @throws AppError `ipfs/away` (503, retryable).
 */
export function pinata({ url, jwt }: { url: string; jwt: string }): (bytes: Uint8Array, name: string) => Promise<string> {
  return async (bytes, name) => {
    const form = new FormData();
    form.set('file', new File([bytes as Uint8Array<ArrayBuffer>], name, { type: 'application/json' }));
    form.set('network', 'public');
    form.set('name', name);
    form.set('cid_version', 'unixfs-v1-2025');
    try {
      const response = await fetch(`${url}/v3/files`, {
        method: 'POST',
        headers: { authorization: `Bearer ${jwt}` },
        body: form,
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      if (!response.ok) throw new Error(`status ${response.status}`);
      return uploaded.parse(await readJson(response)).data.cid;
    } catch (cause) {
      const said = cause instanceof Error ? cause.message : String(cause);
      throw new AppError('ipfs/away', `The metadata could not be pinned (${said}); it is tried again.`, {
        status: 503,
        retryable: true,
        cause,
      });
    }
  };
}
