import { queryOptions } from '@tanstack/react-query';
import type { Address } from './coin.ts';

/** How much of a coin a wallet holds, from the chain, in coin wei. */
export function balanceQuery(coin: Address | null, wallet: Address | null) {
  return queryOptions({
    queryKey: ['markets', 'balance', wallet, coin],
    enabled: coin !== null && wallet !== null,
    queryFn: async () => {
      const { chain, erc20Abi } = await import('../../lib/chain.ts');
      return chain().readContract({ abi: erc20Abi, address: coin ?? '0x', functionName: 'balanceOf', args: [wallet ?? '0x'] });
    },
    staleTime: 10_000,
  });
}

/** How much ether a wallet has, in wei. */
export function ethBalanceQuery(wallet: Address | null) {
  return queryOptions({
    queryKey: ['markets', 'eth-balance', wallet],
    enabled: wallet !== null,
    queryFn: async () => {
      const { chain } = await import('../../lib/chain.ts');
      return chain().getBalance({ address: wallet ?? '0x' });
    },
    staleTime: 10_000,
  });
}

/** Gas of a trade through the router with room to spare; what it really takes is about two thirds of it. */
const TRADE_GAS = 350_000n;

/** What the network will take for a trade, in wei, rounded up: gas at the present price and a fifth on top for what Base pays to Ethereum. */
export const networkFeeQuery = queryOptions({
  queryKey: ['markets', 'network-fee'],
  queryFn: async () => {
    const { chain } = await import('../../lib/chain.ts');
    return ((await chain().getGasPrice()) * TRADE_GAS * 6n) / 5n;
  },
  staleTime: 30_000,
});
