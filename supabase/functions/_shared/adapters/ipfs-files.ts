import { readWhole } from '../../../../shared/media/read-whole.ts';
import { NotTheFile } from '../../../../shared/media/verified-file.ts';
import { ipfsBlocks } from './ipfs-blocks.ts';

/** Whole files by their CID, each block checked; null for what is no file, or one of more than `most` bytes. @throws AppError `media/away` (503, retryable) */
export function wholeFiles(gateways: readonly string[]): (cid: string, most: number) => Promise<Uint8Array | null> {
  const fetchBlock = ipfsBlocks(gateways);
  return async (cid, most) => {
    try {
      return await readWhole(cid, most, fetchBlock);
    } catch (error) {
      if (error instanceof NotTheFile) return null;
      throw error;
    }
  };
}
