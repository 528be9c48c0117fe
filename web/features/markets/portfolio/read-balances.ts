import { decodeFunctionResult, encodeFunctionData, erc20Abi, multicall3Abi, type PublicClient } from 'viem';
import { MULTICALL3 } from '../../../../shared/markets/base-contracts.ts';
import type { Address } from '../coin.ts';

/** So many questions in one call stay far under the gas that nodes allow; the calls of one moment travel in one request. */
const AT_ONCE = 500;

/**
 * How much of each coin these wallets hold together, in coin wei: Multicall3, one round trip for hundreds. A coin that fails to answer counts as not held.
 * The calls are put together by hand: all questions of a wallet are the same bytes, and viem's own multicall encodes and decodes each of them anew.
 */
export async function readBalances(
  client: Pick<PublicClient, 'request'>,
  wallets: readonly Address[],
  coins: readonly Address[],
): Promise<Map<Address, bigint>> {
  const asked = wallets.flatMap(wallet => {
    const callData = encodeFunctionData({ abi: erc20Abi, functionName: 'balanceOf', args: [wallet] });
    return coins.map(target => ({ target, allowFailure: true, callData }));
  });
  const parts = Array.from({ length: Math.ceil(asked.length / AT_ONCE) }, (_, i) => asked.slice(i * AT_ONCE, (i + 1) * AT_ONCE));
  const answers = await Promise.all(
    parts.map(async calls => {
      const data = encodeFunctionData({ abi: multicall3Abi, functionName: 'aggregate3', args: [calls] });
      const answer = await client.request({ method: 'eth_call', params: [{ to: MULTICALL3, data }, 'latest'] });
      return decodeFunctionResult({ abi: multicall3Abi, functionName: 'aggregate3', data: answer });
    }),
  );
  const balances = new Map<Address, bigint>(coins.map(coin => [coin, 0n]));
  for (const [i, { success, returnData }] of answers.flat().entries()) {
    const coin = asked[i]?.target;
    // A word is an answer; a contract without this function may succeed with nothing.
    if (coin && success && returnData.length === 66) balances.set(coin, (balances.get(coin) ?? 0n) + BigInt(returnData));
  }
  return balances;
}
