import { queryOptions } from '@tanstack/react-query';
import { parseAbi } from 'viem';
import { ETH } from '../../../shared/markets/base-contracts.ts';
import { decimalText } from '../../ui/format/decimal.ts';
import type { Address } from './coin.ts';
import { ethMoved } from './money.ts';

/** What a token is called and how many decimals its smallest unit has. */
export type Currency = { symbol: string; decimals: number };

const ETHER: Currency = { symbol: 'ETH', decimals: 18 };
const ABI = parseAbi(['function symbol() view returns (string)', 'function decimals() view returns (uint8)']);
const MOST_LETTERS = 12;

/** Names of these tokens, from their contracts. One that says nothing sensible is called by its address. */
export function currenciesQuery(tokens: readonly Address[]) {
  const asked = [...new Set(tokens)].filter(token => token !== ETH).sort();
  return queryOptions({
    queryKey: ['markets', 'currencies', asked],
    enabled: asked.length > 0,
    queryFn: async () => {
      const { chain } = await import('../../lib/chain.ts');
      const client = chain();
      const found = await Promise.all(
        asked.map(async (address): Promise<[Address, Currency]> => {
          const [symbol, decimals] = await Promise.all([
            client.readContract({ abi: ABI, address, functionName: 'symbol' }),
            client.readContract({ abi: ABI, address, functionName: 'decimals' }),
          ]);
          return [address, { symbol: symbol.slice(0, MOST_LETTERS), decimals }];
        }),
      );
      return new Map(found);
    },
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: known => known,
  });
}

/** A token's name as far as it is known: Zora's coins and ether have 18 decimals, and so has what is not known yet, whose address stands for it. */
export function currencyOf(token: string, known: ReadonlyMap<string, Currency> | undefined): Currency {
  if (token === ETH) return ETHER;
  return known?.get(token) ?? { symbol: `${token.slice(0, 6)}…${token.slice(-4)}`, decimals: 18 };
}

/** An amount of a currency with its name, rounded down: "0.0206 ETH", "1,204 ZORA". */
export function amountText(amount: bigint, currency: Currency): string {
  if (currency === ETHER) return ethMoved(amount);
  const one = 10n ** BigInt(currency.decimals);
  const text = decimalText(amount, currency.decimals, {
    places:
      amount >= 1_000n * one ? 0 : Math.min(currency.decimals, Math.max(4, currency.decimals + 4 - amount.toString().length)),
    trim: true,
  });
  return `${text} ${currency.symbol}`;
}
