import { onlineManager, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, render, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { personTakesQuery } from '../features/performances/person-takes-query.ts';
import { performanceFixture } from '../features/performances/testing/performance-fixture.ts';
import { forgetFan, stubDatabase } from '../lib/testing/database-harness.ts';
import { filledCache } from '../lib/testing/filled-cache.ts';
import { PersonTakes } from './person-takes.tsx';

afterEach(() => {
  forgetFan();
  onlineManager.setOnline(true);
});

it('keeps the takes that it read when a later read fails', async () => {
  const database = stubDatabase();
  database.answer = { status: 503, body: { code: 'XX000', message: 'away' } };
  const client = filledCache();
  const { queryKey } = personTakesQuery('u1');
  client.setQueryData(queryKey, [performanceFixture({ title: 'Night bus home' })]);
  render(
    <QueryClientProvider client={client}>
      <PersonTakes userId="u1" name="Nia" onOpen={vi.fn()} />
    </QueryClientProvider>,
  );
  await act(async () => {
    await client.invalidateQueries({ queryKey });
    // The cache tells its screens in a turn of its own.
    await new Promise(done => setTimeout(done));
  });
  expect(client.getQueryState(queryKey)?.status).toBe('error');
  expect(screen.getAllByText(/Night bus home/i).length).toBeGreaterThan(0);
});

it('says that takes which were never read need a connection', () => {
  stubDatabase();
  onlineManager.setOnline(false);
  render(
    <QueryClientProvider client={new QueryClient()}>
      <PersonTakes userId="u1" name="Nia" onOpen={vi.fn()} />
    </QueryClientProvider>,
  );
  expect(screen.getByRole('heading', { name: 'Out of range' })).toBeDefined();
});
