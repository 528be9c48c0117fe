import type { DueClaim } from '../../../../shared/launches/collect.ts';
import { ETH } from '../../../../shared/markets/base-contracts.ts';
import type { Currency } from '../currency.ts';
import type { EthUsd } from '../eth-usd.ts';
import type { CollectEvent, CollectState, Hash } from './collect-state.ts';

/** All that the card of collecting shows and does. */
export type CollectCardProps = {
  state: CollectState;
  /** What waits, as the contracts say. */
  claims: readonly DueClaim[];
  block: number;
  names: ReadonlyMap<string, Currency>;
  rate: EthUsd | null;
  /** Whether some of the viewer's coins are shared at all. */
  shares: boolean;
  onCollect: () => void;
  tell: (event: CollectEvent) => void;
  openTransaction: (hash: Hash) => void;
};

/** What waits of each currency, ether first. */
export function sumsOf(claims: readonly DueClaim[]): [token: string, amount: bigint][] {
  const sums = new Map<string, bigint>();
  for (const { token, amount } of claims) sums.set(token, (sums.get(token) ?? 0n) + amount);
  return [...sums].sort(([a], [b]) => (a === ETH ? -1 : b === ETH ? 1 : 0));
}
