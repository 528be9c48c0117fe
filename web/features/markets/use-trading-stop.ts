import { useAway } from '../../lib/away.ts';
import { useConnection } from '../../lib/connection.ts';
import { clockLabel } from '../../ui/format/time.ts';

/** Why nobody can trade just now, in words, or undefined while trading is possible. It opens again by itself. */
export function useTradingStop(): string | undefined {
  const { online } = useConnection();
  const chain = useAway('chain');
  const quotes = useAway('quotes');
  if (!online) return 'You are offline. Trading needs a connection.';
  if (chain !== null) return `Base has not answered since ${clockLabel(chain)}. Trading opens again by itself.`;
  if (quotes !== null) return `Quotes have not come through since ${clockLabel(quotes)}. Trading opens again by itself.`;
  return undefined;
}
