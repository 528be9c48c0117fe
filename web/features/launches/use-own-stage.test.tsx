import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { listen } from '../../lib/realtime-topics.ts';
import { FAN_ID, forgetFan, signInAsFan, stubDatabase } from '../../lib/testing/database-harness.ts';
import { ownLaunchesQuery, ownTakesQuery } from './launch-queries.ts';
import { offersQuery } from './offer.ts';
import { useOwnStage } from './use-own-stage.ts';

vi.mock('../../lib/realtime-topics.ts', () => ({ listen: vi.fn(() => () => undefined) }));

beforeEach(() => {
  stubDatabase();
  signInAsFan();
});
afterEach(forgetFan);

it('reads launches, takes and offers again when live updates come back', () => {
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } });
  const keys = [ownLaunchesQuery, ownTakesQuery, offersQuery].map(query => query(FAN_ID).queryKey);
  for (const key of keys) client.setQueryData(key, []);
  renderHook(() => useOwnStage(FAN_ID), {
    wrapper: ({ children }) => <QueryClientProvider client={client}>{children}</QueryClientProvider>,
  });
  const fetching = () => keys.map(queryKey => client.isFetching({ queryKey }));
  expect(fetching()).toEqual([0, 0, 0]);
  vi.mocked(listen).mock.lastCall?.[1].onJoin();
  expect(fetching()).toEqual([1, 1, 1]);
});
