import { QueryClient } from '@tanstack/react-query';
import { ApiError } from './api-error.ts';

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
