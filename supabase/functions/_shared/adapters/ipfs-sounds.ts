import { hearFile } from '../../../../shared/media/hear-file.ts';
import { LIMITS } from '../../../../shared/media/limits.ts';
import type { Heard } from '../../../../shared/media/schema.ts';
import { NotTheFile, openVerified } from '../../../../shared/media/verified-file.ts';
import { windowOn } from '../../../../shared/media/window-on.ts';
import { ipfsBlocks } from './ipfs-blocks.ts';
import { soundDecoders } from './sound-decoders.ts';

/**
 * Decoded sounds of files by their CID, each block checked; a few blocks are in memory at a time. What is no file of ours, or
 * larger than any take, is not heard.
 * @throws AppError `media/away` (503, retryable)
 */
export function ipfsSounds(gateways: readonly string[]): (cid: string) => Promise<Heard> {
  const fetchBlock = ipfsBlocks(gateways);
  return async cid => {
    try {
      const file = await openVerified(cid, fetchBlock);
      if (file.size > LIMITS.take.maxBytes) return 'not-heard';
      return await hearFile(file.size, windowOn(file, fetchBlock), soundDecoders);
    } catch (error) {
      if (error instanceof NotTheFile) return 'not-heard';
      throw error;
    }
  };
}
