import { decodeFunctionResult, erc20Abi, multicall3Abi, type TransactionReceipt } from 'viem';
import { collectData, type DueClaim, paidBy } from '../../../../shared/launches/collect.ts';
import { ETH, MULTICALL3 } from '../../../../shared/markets/base-contracts.ts';
import { chain } from '../../../lib/chain.ts';
import { followTransaction, untilNextLook } from '../../../lib/follow-transaction.ts';
import { sendCall } from '../../../lib/wallet.ts';
import type { Address } from '../coin.ts';
import type { CollectPorts } from './collect.ts';
import type { Balance } from './collect-state.ts';

/** The world as collecting finds it: Base, and the wallet that pays the network fee. */
export function collectPorts(wallet: Address): CollectPorts {
  return {
    look: async claims => {
      const { data } = await chain().call({ account: wallet, to: MULTICALL3, data: collectData(claims, { mayFail: true }) });
      const answers = decodeFunctionResult({ abi: multicall3Abi, functionName: 'aggregate3', data: data ?? '0x' });
      return answers.map(({ success, returnData }) => (success && returnData.length === 66 ? BigInt(returnData) : null));
    },
    unpayableFee: async ({ to, data }) => {
      const [gas, price, balance] = await Promise.all([
        chain().estimateGas({ account: wallet, to, data }),
        chain().getGasPrice(),
        chain().getBalance({ address: wallet }),
      ]);
      const fee = gas * price;
      return balance < fee ? fee : null;
    },
    send: call => sendCall(wallet, call),
    settle: async (hash, call, claims, tell) => {
      const fate = await followTransaction(chain(), { hash, from: wallet, call }, { tell, pause: untilNextLook });
      const fee = fate.receipt && fate.receipt.gasUsed * fate.receipt.effectiveGasPrice;
      if (fate.kind !== 'mined') return { kind: fate.kind, fee };
      const { receipt } = fate;
      const paid = paidBy(receipt.logs, claims);
      const landed = receipt.status === 'success' && paid.length > 0;
      const balances = await balancesAfter(paid, receipt).catch(() => []);
      return { kind: 'mined', landed, fee: fee ?? 0n, collected: { hash: receipt.transactionHash, paid, balances } };
    },
  };
}

/** What the accounts hold of what was paid, in the block that paid it. */
async function balancesAfter(paid: readonly DueClaim[], { blockNumber }: TransactionReceipt): Promise<Balance[]> {
  const asked = new Map(paid.map(({ token, account }) => [`${token} ${account}`, { token, account }]));
  return Promise.all(
    [...asked.values()].map(async ({ token, account }) => ({
      token,
      account,
      amount:
        token === ETH
          ? await chain().getBalance({ address: account, blockNumber })
          : await chain().readContract({
              abi: erc20Abi,
              address: token,
              functionName: 'balanceOf',
              args: [account],
              blockNumber,
            }),
    })),
  );
}
