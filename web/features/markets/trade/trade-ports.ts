import { encodeFunctionData, erc20Abi, type Hash, parseAbi } from 'viem';
import { PERMIT2 } from '../../../../shared/markets/base-contracts.ts';
import { chain } from '../../../lib/chain.ts';
import { sendCall, signTyped } from '../../../lib/wallet.ts';
import type { Coin } from '../coin.ts';
import type { TradePorts } from './execute-trade.ts';
import { readReceipt } from './read-receipt.ts';
import { askQuote } from './zora-quote.ts';

const PERMIT2_ABI = parseAbi([
  'function allowance(address owner, address token, address spender) view returns (uint160 amount, uint48 expiration, uint48 nonce)',
]);
const WAIT_MS = 60_000;

/** The world as a trade of this coin finds it: our door to Zora, Base, the wallet. */
export function tradePorts(coin: Coin): TradePorts {
  return {
    ask: ask => askQuote(ask),
    permitNonce: async (trader, token, spender) => {
      const [, , nonce] = await chain().readContract({
        abi: PERMIT2_ABI,
        address: PERMIT2,
        functionName: 'allowance',
        args: [trader, token, spender],
      });
      return nonce;
    },
    allowPermit2: async (trader, token, amount) => {
      const allowed = await chain().readContract({
        abi: erc20Abi,
        address: token,
        functionName: 'allowance',
        args: [trader, PERMIT2],
      });
      if (allowed >= amount) return;
      const data = encodeFunctionData({ abi: erc20Abi, functionName: 'approve', args: [PERMIT2, amount] });
      await mined(await sendCall({ to: token, data, value: 0n }));
    },
    sign: data => signTyped(data),
    simulate: async (call, trader) => {
      await chain().call({ account: trader, to: call.target, data: call.data, value: call.value });
    },
    send: call => sendCall({ to: call.target, data: call.data, value: call.value }),
    receipt: async hash => {
      const receipt = await mined(hash);
      return readReceipt(receipt, coin, receipt.from);
    },
    now: () => Date.now(),
  };
}

/** The receipt of a transaction, however long it takes: what was sent may always still land. */
async function mined(hash: Hash) {
  for (;;) {
    const receipt = await chain()
      .waitForTransactionReceipt({ hash, timeout: WAIT_MS })
      .catch(() => null);
    if (receipt) return receipt;
    await new Promise(resolve => setTimeout(resolve, 2000));
  }
}
