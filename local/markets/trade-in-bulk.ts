import { numberToHex, zeroAddress } from 'viem';
import type { ChainPart } from '../chain/index.ts';
import { encodeExecute, planSwap } from '../chain/zora-api/router-call.ts';
import type { ForeignCoin } from './foreign-coins.ts';

const PER_BLOCK = 10;
const DEADLINE = 2n ** 63n;

/** Many small buys with ETH, ten in a block, from all traders in turn. They are not signed: the node holds these keys. */
export async function tradeInBulk(
  chain: ChainPart,
  coins: readonly ForeignCoin[],
  { trades, amountIn }: { trades: number; amountIn: bigint },
): Promise<void> {
  const { read, test } = chain.clients;
  const { traders } = chain.accounts;
  await test.setAutomine(false);
  for (let made = 0; made < trades; made += PER_BLOCK) {
    const calls = Array.from({ length: Math.min(PER_BLOCK, trades - made) }, (_, i) => {
      const sender = traders[(made + i) % traders.length]?.address ?? zeroAddress;
      const coin = coins[(made + i) % coins.length] as ForeignCoin;
      const swap = {
        key: coin.key,
        tokenIn: zeroAddress,
        tokenOut: coin.address,
        amountIn,
        amountOutMinimum: 0n,
        sender,
        recipient: sender,
        hookData: '0x' as const,
      };
      const call = { from: sender, to: chain.addresses.universalRouter, data: encodeExecute(planSwap(swap), DEADLINE) };
      return read.request({
        method: 'eth_sendTransaction' as never,
        params: [
          { ...call, value: numberToHex(amountIn), gas: numberToHex(1_500_000), gasPrice: numberToHex(10_000_000_000) },
        ] as never,
      });
    });
    await Promise.all(calls);
    await test.mine({ blocks: 1 });
  }
  await test.setAutomine(true);
}
