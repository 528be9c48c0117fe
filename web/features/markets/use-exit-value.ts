import { queryOptions, useQuery } from '@tanstack/react-query';
import { useSession } from '../../lib/session.ts';
import { useWalletAddress } from '../../lib/wallet-address.ts';
import type { Address, Coin } from './coin.ts';
import { askQuote } from './trade/zora-quote.ts';

const SLIPPAGE_BPS = 200;

function exitQuery(coin: Address, wallet: Address | null, balance: bigint, signedIn: boolean) {
  return queryOptions({
    queryKey: ['markets', 'exit', wallet, coin, balance.toString()],
    enabled: signedIn && wallet !== null && balance > 0n,
    queryFn: async () =>
      (await askQuote({ side: 'sell', coin, trader: wallet ?? '0x', amountIn: balance, slippageBps: SLIPPAGE_BPS })).amountOut,
    staleTime: 30_000,
    retry: false,
  });
}

/** What selling all of it would pay now, in wei, by a real quote. Null while nobody is signed in or nothing is held. */
export function useExitValue(coin: Coin, balance: bigint): bigint | null {
  const wallet = useWalletAddress();
  const signedIn = useSession() !== null;
  return useQuery(exitQuery(coin.address, wallet, balance, signedIn)).data ?? null;
}
