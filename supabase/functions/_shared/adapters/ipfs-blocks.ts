import { readUpTo } from '../../../../shared/kernel/read-up-to.ts';
import { blockAway } from '../../../../shared/media/errors.ts';
import { type AskGateway, fromGateways } from '../../../../shared/media/gateways.ts';
import type { FetchBlock } from '../../../../shared/media/verified-file.ts';

const TIMEOUT_MS = 5_000;

/** Raw blocks from the configured gateways, in their order. @throws AppError `media/away` (503, retryable) when nobody gives one */
export function ipfsBlocks(gateways: readonly string[]): FetchBlock {
  const ask: AskGateway = async (url, maxBytes) => {
    const headers = { accept: 'application/vnd.ipld.raw' };
    const response = await fetch(url, { headers, redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (!response.ok) {
      await response.body?.cancel();
      if (response.status === 404) return null;
      throw new Error(`status ${response.status}`);
    }
    const bytes = await readUpTo(response, maxBytes);
    if (bytes === null) throw new Error('more than a block');
    return bytes;
  };
  const fetchBlock = fromGateways(gateways, ask, blockAway);
  return cid =>
    fetchBlock(cid).catch(error => {
      throw error instanceof Error && 'code' in error ? error : blockAway(cid, error);
    });
}
