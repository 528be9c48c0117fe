import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useBroadcast } from '../../lib/realtime.ts';
import { ownLaunchesQuery, ownTakesQuery } from './launch-queries.ts';
import { offersQuery } from './offer.ts';

/** Launches and takes of one's own, and the parts of others' coins that one is asked to take. Read again as they change. */
export function useOwnStage(userId: string) {
  const cache = useQueryClient();
  const launches = useQuery(ownLaunchesQuery(userId));
  const takes = useQuery(ownTakesQuery(userId));
  const offers = useQuery(offersQuery(userId)).data ?? [];
  const readAgain = () => {
    void cache.invalidateQueries({ queryKey: ['launches', 'own'] });
    void cache.invalidateQueries({ queryKey: ['launches', 'takes'] });
  };
  const readOffers = () => void cache.invalidateQueries({ queryKey: ['launches', 'offers'] });
  const onPart = () => {
    readOffers();
    // Not with every launch, nor at each join: reading a card writes it, which is told again.
    void cache.invalidateQueries({ queryKey: ['launches', 'consent'] });
  };
  const onJoin = () => {
    readAgain();
    readOffers();
  };
  useBroadcast(`stage:${userId}`, { launch: readAgain, part: onPart }, { onJoin });
  return { launches, takes, offers, readAgain };
}
