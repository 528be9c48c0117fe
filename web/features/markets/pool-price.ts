import { queryOptions } from '@tanstack/react-query';
import { ETH, STATE_VIEW } from '../../../shared/markets/base-contracts.ts';
import { priceFromSqrt } from '../../../shared/markets/price.ts';
import type { Coin } from './coin.ts';

const STATE_ABI = [
  {
    type: 'function',
    name: 'getSlot0',
    stateMutability: 'view',
    inputs: [{ name: 'poolId', type: 'bytes32' }],
    outputs: [
      { name: 'sqrtPriceX96', type: 'uint160' },
      { name: 'tick', type: 'int24' },
      { name: 'protocolFee', type: 'uint24' },
      { name: 'lpFee', type: 'uint24' },
    ],
  },
] as const;

/** More than what a swap or two between the reading of both explains, in hundredths of a percent. */
const DISPUTED_BPS = 500n;

/**
 * The price that the pool itself has now, in ETH wei for 10^18 coin wei: the second opinion on what the index says. Null for a
 * coin that is not paired with ETH.
 */
export function poolPriceQuery(coin: Coin) {
  return queryOptions({
    queryKey: ['markets', 'pool-price', coin.address],
    enabled: coin.currency === ETH,
    queryFn: async () => {
      const { chain } = await import('../../lib/chain.ts');
      const [sqrt] = await chain().readContract({
        abi: STATE_ABI,
        address: STATE_VIEW,
        functionName: 'getSlot0',
        args: [coin.poolId],
      });
      return sqrt === 0n ? null : priceFromSqrt(sqrt, coin.poolKey.currency0 === coin.address);
    },
    refetchInterval: 15_000,
    retry: false,
  });
}

/** Whether two prices of one coin are further apart than the time between them explains. */
export function isDisputed(shown: bigint | null, pool: bigint | null | undefined): pool is bigint {
  if (shown === null || pool === null || pool === undefined) return false;
  const apart = shown > pool ? shown - pool : pool - shown;
  return apart * 10_000n > pool * DISPUTED_BPS;
}
