import type { Address as ViemAddress } from 'viem';
import { ETH, V4_QUOTER } from '../../../shared/markets/base-contracts.ts';
import type { ChainClient } from '../../lib/chain.ts';
import type { Address, Coin } from './coin.ts';

const QUOTER_ABI = [
  {
    type: 'function',
    name: 'quoteExactInputSingle',
    stateMutability: 'nonpayable',
    inputs: [
      {
        name: 'params',
        type: 'tuple',
        components: [
          {
            name: 'poolKey',
            type: 'tuple',
            components: [
              { name: 'currency0', type: 'address' },
              { name: 'currency1', type: 'address' },
              { name: 'fee', type: 'uint24' },
              { name: 'tickSpacing', type: 'int24' },
              { name: 'hooks', type: 'address' },
            ],
          },
          { name: 'zeroForOne', type: 'bool' },
          { name: 'exactAmount', type: 'uint128' },
          { name: 'hookData', type: 'bytes' },
        ],
      },
    ],
    outputs: [
      { name: 'amountOut', type: 'uint256' },
      { name: 'gasEstimate', type: 'uint256' },
    ],
  },
] as const;

/** A quote runs the whole swap: so many of them in one call stay under the gas that nodes allow. In bytes of calldata, as viem counts. */
const CALL_BYTES = 12_000;
const MOST = 2n ** 128n - 1n;

export type Held = { coin: Pick<Coin, 'address' | 'currency' | 'poolKey'>; balance: bigint };

/**
 * What selling all of each holding now would pay, in ETH wei, fee included, by Uniswap's quoter on Base: a function of this
 * moment, in one round trip for all. A coin that no sale fits, or that is not paired with ETH, is left out.
 */
export async function exitValues(
  client: Pick<ChainClient, 'multicall'>,
  holdings: readonly Held[],
): Promise<Map<Address, bigint>> {
  const asked = holdings.filter(({ coin, balance }) => coin.currency === ETH && balance > 0n && balance <= MOST);
  if (asked.length === 0) return new Map();
  const answers = await client.multicall({
    contracts: asked.map(({ coin, balance }) => ({
      abi: QUOTER_ABI,
      address: V4_QUOTER as ViemAddress,
      functionName: 'quoteExactInputSingle' as const,
      args: [
        { poolKey: coin.poolKey, zeroForOne: coin.poolKey.currency0 === coin.address, exactAmount: balance, hookData: '0x' },
      ] as const,
    })),
    allowFailure: true,
    batchSize: CALL_BYTES,
  });
  const values = new Map<Address, bigint>();
  for (const [i, answer] of answers.entries()) {
    const held = asked[i];
    if (held && answer.status === 'success') values.set(held.coin.address, answer.result[0]);
  }
  return values;
}
