import { useQueryClient } from '@tanstack/react-query';
import { env } from '../../lib/env.ts';
import type { Coin } from './coin.ts';
import { coinQuery } from './coin-queries.ts';
import type { Take } from './take.ts';
import type { Side } from './trade/side.ts';
import { openTradeSheet, type TradeSubject } from './trade/trade-sheet-store.ts';

/** A take and its coin as a trade shows them. */
export function subjectOf(take: Take, coin: Coin): TradeSubject {
  return {
    coin,
    title: take.title,
    posterUrl: take.posterUrl,
    ink: take.ink,
    shareUrl: `${env().appUrl}/p/${take.id}`,
    peaks: take.peaks ?? [],
  };
}

/** Opens the trade sheet on a take's coin. Does nothing while it has none. */
export function useBuy(take: Take): (side: Side) => void {
  const cache = useQueryClient();
  return side => {
    const coin = cache.getQueryData<Coin | null>(coinQuery(take.id).queryKey);
    if (coin) openTradeSheet(subjectOf(take, coin), side);
  };
}
