import { wrongChain } from './chain-broadcast.ts';
import { askChain, chainClient } from './chain-client.ts';

/** Asked again after this: an older answer is only more careful. */
const KEPT_MS = 10_000;

/** The number of the newest block that the chain calls safe: Ethereum has it, so no reorg of Base alone takes it back. */
export function safeBlock({
  rpcUrl,
  chainId,
  now,
}: {
  rpcUrl: string;
  chainId: number;
  now: () => number;
}): () => Promise<number> {
  const client = chainClient(rpcUrl);
  let kept = { number: 0, at: Number.NEGATIVE_INFINITY };
  return async () => {
    if (now() - kept.at >= KEPT_MS) {
      const at = now();
      kept = {
        at,
        number: await askChain(async () => {
          const [id, block] = await Promise.all([client.getChainId(), client.getBlock({ blockTag: 'safe' })]);
          if (id !== chainId) throw wrongChain();
          return Number(block.number);
        }),
      };
    }
    return kept.number;
  };
}
