import { CID } from 'multiformats/cid';
import { checkBlock, type FetchBlock, MAX_BLOCK_BYTES, NotTheFile } from './verified-file.ts';

/** What happens beside a request: `signal` ends it, as another gateway gave the block; it calls `onSlow` when it waits for longer than it likes. */
type Beside = { signal: AbortSignal; onSlow: () => void };

/** One request for the raw block at `<gateway>/ipfs/<cid>?format=raw`. Resolves with its bytes, `MAX_BLOCK_BYTES` at most; null when the gateway has it not. */
export type AskGateway = (url: string, maxBytes: number, beside: Beside) => Promise<Uint8Array | null>;

/**
 * Blocks from the first gateway that gives the right one: one that is away, has it not, or gives other bytes is passed over, and
 * beside one that is slow the next is asked, too. Whoever gave the last block is asked first for the next, so that a gateway that
 * is slow or away is waited for once.
 * @throws NotTheFile when an answer was wrong and none was right, else the last failure; `missing()` when nobody has it.
 */
export function fromGateways(gateways: readonly string[], ask: AskGateway, missing: (cid: string) => Error): FetchBlock {
  let order = gateways;
  return cid => {
    const asked = order;
    const none = missing(cid);
    const over = new AbortController();
    let wrong: NotTheFile | undefined;
    let failure: unknown;
    const askOne = async (gateway: string, onSlow: () => void): Promise<Uint8Array> => {
      try {
        const bytes = await ask(`${gateway}/ipfs/${cid}?format=raw`, MAX_BLOCK_BYTES, { signal: over.signal, onSlow });
        if (bytes === null) throw none;
        await checkBlock(CID.parse(cid), bytes);
        if (!over.signal.aborted) order = [gateway, ...gateways.filter(other => other !== gateway)];
        return bytes;
      } catch (error) {
        if (error instanceof NotTheFile) wrong = error;
        else if (error !== none) failure = error;
        throw error;
      }
    };
    const askFrom = (at: number): Promise<Uint8Array> => {
      const gateway = asked[at];
      if (gateway === undefined || over.signal.aborted) return Promise.reject(none);
      return new Promise((resolve, reject) => {
        let others: Promise<Uint8Array> | undefined;
        const begin = () => {
          others ??= askFrom(at + 1);
          return others.then(resolve);
        };
        const onSlow = () => void (over.signal.aborted || begin().catch(() => undefined));
        askOne(gateway, onSlow).then(resolve, () => begin().catch(reject));
      });
    };
    return askFrom(0)
      .catch(() => {
        throw wrong ?? failure ?? none;
      })
      .finally(() => over.abort());
  };
}
