import { encodeFunctionData, erc20Abi, parseAbi } from 'viem';
import { PERMIT2 } from '../../../../shared/markets/base-contracts.ts';
import { chain } from '../../../lib/chain.ts';
import { serverNow } from '../../../lib/clock.ts';
import { followTransaction, untilNextLook } from '../../../lib/follow-transaction.ts';
import { sendCall, signTyped } from '../../../lib/wallet.ts';
import type { Coin } from '../coin.ts';
import type { TradePorts } from './execution.ts';
import { PermissionLost } from './permission-lost.ts';
import { feeOf, readReceipt } from './read-receipt.ts';
import { askQuote } from './zora-quote.ts';

const PERMIT2_ABI = parseAbi([
  'function allowance(address owner, address token, address spender) view returns (uint160 amount, uint48 expiration, uint48 nonce)',
]);
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
      if (allowed >= amount) return null;
      const data = encodeFunctionData({ abi: erc20Abi, functionName: 'approve', args: [PERMIT2, amount] });
      const call = { to: token, data, value: 0n };
      const sent = { hash: await sendCall(trader, call), from: trader, call };
      // Forgotten is the end here: should it land after all, it allows what was meant, and the next sale finds it.
      const tell = () => {
        throw new PermissionLost(null);
      };
      const fate = await followTransaction(chain(), sent, { tell, pause: untilNextLook });
      if (fate.kind === 'mined' && fate.receipt.status === 'success') return feeOf(fate.receipt);
      throw new PermissionLost(fate.receipt && feeOf(fate.receipt));
    },
    sign: (trader, data) => signTyped(trader, data),
    simulate: async (call, trader) => {
      await chain().call({ account: trader, to: call.target, data: call.data, value: call.value });
    },
    send: (call, trader) => sendCall(trader, { to: call.target, data: call.data, value: call.value }),
    settle: async (hash, { target, data, value }, trader, tell) => {
      const sent = { hash, from: trader, call: { to: target, data, value } };
      const fate = await followTransaction(chain(), sent, { tell, pause: untilNextLook });
      if (fate.kind !== 'mined') return { kind: fate.kind, fee: fate.receipt && feeOf(fate.receipt) };
      return {
        kind: 'mined',
        hash: fate.receipt.transactionHash,
        receipt: readReceipt(fate.receipt, coin, { trader, data, value }),
      };
    },
    blockTime: async () => (await chain().getBlock()).timestamp,
    serverTime: serverNow,
    now: () => Date.now(),
  };
}
