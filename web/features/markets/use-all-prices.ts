import { useQueryClient } from '@tanstack/react-query';
import * as z from 'zod/mini';
import { useBroadcast } from '../../lib/realtime.ts';
import { priceTick } from './coin.ts';
import { takePriceTick } from './use-live-coin.ts';

const whose = z.object({ performance_id: z.uuid() });

/** Keeps every coin on a screen of many current, by the one topic of all prices. */
export function useAllPrices(): void {
  const cache = useQueryClient();
  useBroadcast(
    'prices',
    {
      price: payload => {
        const owner = whose.safeParse(payload);
        const tick = priceTick.safeParse(payload);
        if (owner.success && tick.success) takePriceTick(cache, owner.data.performance_id, tick.data);
      },
    },
    { onJoin: () => void cache.invalidateQueries({ queryKey: ['markets', 'coin'] }) },
  );
}
