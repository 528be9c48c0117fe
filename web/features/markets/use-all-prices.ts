import { useQueryClient } from '@tanstack/react-query';
import { useBroadcast } from '../../lib/realtime.ts';
import { priceTicks } from './coin.ts';
import { takePriceTick } from './use-live-coin.ts';

/** Keeps every coin on a screen of many current, by the one topic of all prices. */
export function useAllPrices(): void {
  const cache = useQueryClient();
  useBroadcast(
    'prices',
    {
      prices: payload => {
        for (const tick of priceTicks(payload)) takePriceTick(cache, tick.performanceId, tick);
      },
    },
    { onJoin: () => void cache.invalidateQueries({ queryKey: ['markets', 'coin'] }) },
  );
}
