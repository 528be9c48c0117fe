import { QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { announcedQuery, launchOverQuery } from '../features/launches/launch-queries.ts';
import { coinQuery } from '../features/markets/coin-queries.ts';
import { performanceFixture } from '../features/performances/testing/performance-fixture.ts';
import { type Metrics, NO_METRICS } from '../lib/metrics.ts';
import { forgetFan, stubDatabase } from '../lib/testing/database-harness.ts';
import { filledCache } from '../lib/testing/filled-cache.ts';
import { TakeBar } from './take-bar.tsx';

beforeEach(() => void stubDatabase());
afterEach(forgetFan);

const CROSSED = { crossedAt: 1_700_000_000_000 };

function show(change: Partial<Metrics>, over?: boolean) {
  const take = performanceFixture({ standing: { ...NO_METRICS, ...change } });
  const cache = filledCache();
  cache.setQueryData(coinQuery(take.id).queryKey, null);
  cache.setQueryData(announcedQuery(take.id).queryKey, null);
  if (over !== undefined) cache.setQueryData(launchOverQuery(take.id).queryKey, over);
  render(
    <QueryClientProvider client={cache}>
      <TakeBar take={take} />
    </QueryClientProvider>,
  );
  return screen.queryByRole('button', { name: /^Tell me if it launches$/ });
}

it('promises word of a coin while one may come, and nothing once its creator wanted none', () => {
  expect(show({})).not.toBeNull();
  forgetFan();
  stubDatabase();
  expect(show(CROSSED, false)).not.toBeNull();
  forgetFan();
  stubDatabase();
  expect(show(CROSSED, true)).toBeNull();
});

it('promises nothing before it is read whether one may come', () => {
  expect(show(CROSSED)).toBeNull();
});
