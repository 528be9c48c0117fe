import { NotTheFile, openVerified, readLeaf } from '../../../../shared/media/verified-file.ts';
import { ipfsBlocks } from './ipfs-blocks.ts';

/** Whole files by their CID, each block checked; null for what is no file, or one of more than `most` bytes. @throws AppError `media/away` (503, retryable) */
export function wholeFiles(gateways: readonly string[]): (cid: string, most: number) => Promise<Uint8Array | null> {
  const fetchBlock = ipfsBlocks(gateways);
  return async (cid, most) => {
    try {
      const { size, leaves } = await openVerified(cid, fetchBlock);
      if (size > most) return null;
      const whole = new Uint8Array(size);
      for (const leaf of leaves) whole.set(await readLeaf(leaf, fetchBlock), leaf.start);
      return whole;
    } catch (error) {
      if (error instanceof NotTheFile) return null;
      throw error;
    }
  };
}
