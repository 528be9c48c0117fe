import type { LandedPorts } from '../../../../shared/notifications/tell-landed.ts';
import { askChain, chainClient, receiptOf } from './chain-client.ts';

/** Which trades Base turned down, by their receipts: sent by the wallet that they are of, and in a block that no reorg takes back. */
export function turnedDown({
  rpcUrl,
  safeBlock,
}: {
  rpcUrl: string;
  safeBlock: () => Promise<number>;
}): LandedPorts['turnedDown'] {
  const client = chainClient(rpcUrl);
  return async trades => {
    const safe = BigInt(await safeBlock());
    const receipts = await askChain(() => Promise.all(trades.map(({ hash }) => receiptOf(client, hash as `0x${string}`))));
    return trades.flatMap(({ hash, trader }, place) => {
      const receipt = receipts[place];
      const isDown = receipt?.status === 'reverted' && receipt.blockNumber <= safe && receipt.from.toLowerCase() === trader;
      return isDown ? [hash] : [];
    });
  };
}
