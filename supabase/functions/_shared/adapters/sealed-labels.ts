import { openSealed } from '../../../../shared/media/open-sealed.ts';
import { NotSealed } from '../../../../shared/media/sealed-form.ts';
import { NotTheFile, openVerified } from '../../../../shared/media/verified-file.ts';
import { windowOn } from '../../../../shared/media/window-on.ts';
import type { AddPorts } from '../../../../shared/premium/ports.ts';
import { ipfsBlocks } from './ipfs-blocks.ts';

/** What the label of a sealed file on IPFS says; the nodes and the first leaf are read, not more. @throws AppError `media/away` (503, retryable) */
export function labelReader(gateways: readonly string[]): AddPorts['readLabel'] {
  const fetchBlock = ipfsBlocks(gateways);
  return async (cid, fileId, key) => {
    try {
      const file = await openVerified(cid, fetchBlock);
      const { mime, size } = await openSealed(windowOn(file, fetchBlock), file.size, { key, fileId });
      return { mime, size };
    } catch (error) {
      if (error instanceof NotSealed || error instanceof NotTheFile) return null;
      throw error;
    }
  };
}
