import { onlineManager, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { forgetFan, stubDatabase } from '../../lib/testing/database-harness.ts';
import { filledCache } from '../../lib/testing/filled-cache.ts';
import { PersonCoins } from './person-coins.tsx';
import { personCoinsQuery } from './person-coins-query.ts';
import { coinFixture } from './testing/coin-fixture.ts';

afterEach(() => {
  cleanup();
  forgetFan();
  onlineManager.setOnline(true);
});

it('keeps the coins that it read when a later read fails', async () => {
  const database = stubDatabase();
  database.answer = { status: 503, body: { code: 'XX000', message: 'away' } };
  const client = filledCache();
  const { queryKey } = personCoinsQuery('u1');
  client.setQueryData(queryKey, [{ coin: coinFixture(), title: 'Night bus home', posterUrl: null, ink: 'teal' }]);
  render(
    <QueryClientProvider client={client}>
      <PersonCoins userId="u1" openTake={vi.fn()} empty={null} />
    </QueryClientProvider>,
  );
  await act(async () => {
    await client.invalidateQueries({ queryKey });
    // The cache tells its screens in a turn of its own.
    await new Promise(done => setTimeout(done));
  });
  expect(client.getQueryState(queryKey)?.status).toBe('error');
  expect(screen.getByText('Night bus home')).toBeDefined();
});

it('says that coins which were never read need a connection', () => {
  stubDatabase();
  onlineManager.setOnline(false);
  render(
    <QueryClientProvider client={new QueryClient()}>
      <PersonCoins userId="u1" openTake={vi.fn()} empty={null} />
    </QueryClientProvider>,
  );
  expect(screen.getByRole('heading', { name: 'Out of range' })).toBeDefined();
});
