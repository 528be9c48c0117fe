import { erc20Abi, parseAbi } from 'viem';
import { MULTICALL3 } from '../../../../shared/markets/base-contracts.ts';
import type { ReleasePorts } from '../../../../shared/premium/ports.ts';
import { askBoth, type Nodes } from './ask-both.ts';
import { askChain } from './chain-client.ts';

const ABI = parseAbi(['function getBlockNumber() view returns (uint256)']);

/** What wallets hold of a coin together, and the block in which they do: one call, so that no coin is counted in two wallets on its way between them. */
export function balanceReader(nodes: Nodes): ReleasePorts['readBalances'] {
  return (coin, wallets) =>
    askBoth(nodes, 'balance of a coin', (node, at) =>
      askChain(async () => {
        const own = wallets.map(wallet => ({ abi: erc20Abi, address: coin, functionName: 'balanceOf', args: [wallet] }) as const);
        const contracts = [{ abi: ABI, address: MULTICALL3, functionName: 'getBlockNumber' } as const, ...own];
        // Whatever fails to answer is no zero.
        const [block, ...held] = await node.multicall({
          contracts,
          multicallAddress: MULTICALL3,
          allowFailure: false,
          batchSize: 0,
          ...(at === undefined ? {} : { blockNumber: at }),
        });
        return { block: block as bigint, held: held.reduce((sum, each) => sum + each, 0n) };
      }),
    );
}
