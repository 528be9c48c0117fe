import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { useBroadcast } from '../../lib/realtime.ts';
import { applyPriceTick, isOlder } from './apply-price-tick.ts';
import { type Coin, type PriceTick, priceTick } from './coin.ts';
import { coinQuery, type PricePoint } from './coin-queries.ts';

/** Writes a tick into the cached coin and its price lines. An older tick asks for a new read instead: it is late, or a reorg took blocks back. */
export function takePriceTick(cache: QueryClient, performanceId: string, tick: PriceTick): void {
  const { queryKey } = coinQuery(performanceId);
  const coin = cache.getQueryData<Coin | null>(queryKey);
  if (!coin) return;
  if (isOlder(coin, tick)) {
    void cache.invalidateQueries({ queryKey });
    void cache.invalidateQueries({ queryKey: ['markets', 'prices', coin.address] });
    return;
  }
  // A read that is on its way may have begun before the tick: its answer must not put the price back.
  void cache.cancelQueries({ queryKey });
  cache.setQueryData(queryKey, applyPriceTick(coin, tick));
  const { price, position, pricedAt } = tick;
  if (price === null || position === null || pricedAt === null) return;
  const point: PricePoint = { price, at: pricedAt, ...position };
  cache.setQueriesData<PricePoint[]>(
    { queryKey: ['markets', 'prices', coin.address] },
    points => points && appendPoint(points, point),
  );
}

/** The line with one more point at its end; a point that is there already, or older than the end, is left out. */
export function appendPoint(points: PricePoint[], point: PricePoint): PricePoint[] {
  const last = points.at(-1);
  if (last && (point.block < last.block || (point.block === last.block && point.logIndex <= last.logIndex))) return points;
  return [...points, point];
}

/** The coin of a performance, kept current by the database's broadcasts. */
export function useLiveCoin(performanceId: string) {
  const cache = useQueryClient();
  const query = useQuery(coinQuery(performanceId));
  const coin = query.data ?? null;
  useBroadcast(
    coin && `coin:${coin.address}`,
    {
      price: payload => {
        const tick = priceTick.safeParse(payload);
        if (tick.success) takePriceTick(cache, performanceId, tick.data);
      },
    },
    {
      onJoin: () => {
        void cache.invalidateQueries({ queryKey: coinQuery(performanceId).queryKey });
        if (coin) void cache.invalidateQueries({ queryKey: ['markets', 'prices', coin.address] });
      },
    },
  );
  // A launch announced, made or opened while somebody looks: the coin appears without a reload.
  useBroadcast(`performance:${performanceId}`, {
    launch: () => void cache.invalidateQueries({ queryKey: coinQuery(performanceId).queryKey }),
  });
  return query;
}
