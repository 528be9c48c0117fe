import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { awayStore } from '../../lib/away.ts';
import { useConnection } from '../../lib/connection.ts';
import { useBroadcast } from '../../lib/realtime.ts';
import { useStore } from '../../lib/store.ts';
import { healthQuery, noteAway, readChange } from './read-health.ts';

/** While something is wrong it is asked so often whether it still is; a lost word must not leave a screen behind. */
const ASK_AGAIN_MS = 5_000;

/**
 * Keeps what is known about our parts current: told by the database, asked at each (re)connect and again while something is away.
 * When something is back, what is on screen is read again.
 */
export function useHealth(): void {
  const cache = useQueryClient();
  const { online } = useConnection();
  const away = useStore(awayStore);
  const troubles = Object.keys(away).length + Number(!online);
  useQuery({
    ...healthQuery,
    refetchInterval: troubles > 0 ? ASK_AGAIN_MS : false,
    refetchOnReconnect: 'always',
    networkMode: 'always',
  });
  useBroadcast(
    'prices',
    {
      health: payload => {
        const told = readChange(payload);
        if (told) noteAway([told]);
      },
    },
    { onJoin: () => void cache.invalidateQueries({ queryKey: healthQuery.queryKey }) },
  );
  const before = useRef(troubles);
  useEffect(() => {
    if (troubles < before.current) void cache.invalidateQueries({ predicate: query => query.queryKey[0] !== 'ops' });
    before.current = troubles;
  }, [cache, troubles]);
}
