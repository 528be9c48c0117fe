import { QueryClient } from '@tanstack/react-query';
import { ApiError } from './api-error.ts';

declare module '@tanstack/react-query' {
  interface Register {
    /** `keepsPlace`: what is on the screen is not moved by a reading that nobody asked for. */
    queryMeta: { keepsPlace?: boolean };
  }
}

/** One cache for the app. What will not get better by asking again is asked once. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        refetchOnWindowFocus: true,
        retry: (failures, error) => failures < 2 && !(error instanceof ApiError && !error.retryable),
        retryDelay: failures => Math.min(1000 * 2 ** failures, 8000),
      },
      mutations: { retry: false },
    },
  });
}

/**
 * Reads again what is on the screen once a visitor signed in, a session ended, or an account has other wallets or joined another: answers depend on who asks, whether their keys say so or not.
 * What keeps its place is read again later: nothing moves under a finger.
 */
export function readAgainAsAnother(cache: QueryClient): void {
  void cache.invalidateQueries({ refetchType: 'none' });
  void cache.refetchQueries({ type: 'active', predicate: ({ meta }) => meta?.keepsPlace !== true });
}
