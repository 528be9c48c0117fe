import { queryOptions, useQuery } from '@tanstack/react-query';
import { ETH } from '../../../shared/markets/base-contracts.ts';
import { useSession } from '../../lib/session.ts';
import { useWalletAddress } from '../../lib/wallet-address.ts';
import type { Address, Coin } from './coin.ts';
import { exitValues } from './exit-values.ts';

const SLIPPAGE_BPS = 200;

function exitQuery(coin: Coin, wallet: Address | null, balance: bigint, signedIn: boolean) {
  const byQuoter = coin.currency === ETH;
  return queryOptions({
    queryKey: ['markets', 'exit', wallet, coin.address, balance.toString()],
    enabled: wallet !== null && balance > 0n && (byQuoter || signedIn),
    queryFn: async () => {
      if (byQuoter) {
        const { chain } = await import('../../lib/chain.ts');
        return (await exitValues(chain(), [{ coin, balance }])).get(coin.address) ?? null;
      }
      // Over several pools: Zora knows the way.
      const ask = {
        side: 'sell',
        coin: coin.address,
        trader: wallet ?? '0x',
        amountIn: balance,
        slippageBps: SLIPPAGE_BPS,
      } as const;
      const { askQuote } = await import('./trade/zora-quote.ts');
      return (await askQuote(ask)).amountOut;
    },
    staleTime: 15_000,
    retry: false,
  });
}

/** What selling all of it would pay now, in wei. Null where nothing is held or nobody can say. */
export function useExitValue(coin: Coin, balance: bigint): bigint | null {
  const wallet = useWalletAddress();
  const signedIn = useSession() !== null;
  return useQuery(exitQuery(coin, wallet, balance, signedIn)).data ?? null;
}
