import { QueryClient } from '@tanstack/react-query';

/** For tests: a query cache that asks for nothing that a test put into it, and asks once for the rest. */
export function filledCache(): QueryClient {
  return new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY, retry: false } } });
}
