import { CID } from 'multiformats/cid';
import { checkBlock, type FetchBlock, MAX_BLOCK_BYTES, NotTheFile } from './verified-file.ts';

/** One request for the raw block at `<gateway>/ipfs/<cid>?format=raw`. Resolves with its bytes, `MAX_BLOCK_BYTES` at most; null when the gateway has it not. */
export type AskGateway = (url: string, maxBytes: number) => Promise<Uint8Array | null>;

/**
 * Blocks from the first gateway that gives the right one: one that is away, has it not, or gives other bytes is passed over.
 * @throws NotTheFile when every answer was wrong, else the last failure; `missing()` when nobody has it.
 */
export function fromGateways(gateways: readonly string[], ask: AskGateway, missing: (cid: string) => Error): FetchBlock {
  return async cid => {
    let wrong: NotTheFile | undefined;
    let failure: unknown;
    for (const gateway of gateways) {
      try {
        const bytes = await ask(`${gateway}/ipfs/${cid}?format=raw`, MAX_BLOCK_BYTES);
        if (bytes === null) continue;
        await checkBlock(CID.parse(cid), bytes);
        return bytes;
      } catch (error) {
        if (error instanceof NotTheFile) wrong = error;
        else failure = error;
      }
    }
    throw wrong ?? failure ?? missing(cid);
  };
}
