import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { forgetFan, stubDatabase } from '../../lib/testing/database-harness.ts';
import { RecordScreen } from './record-screen.tsx';

afterEach(() => {
  cleanup();
  forgetFan();
});

function show(id: string) {
  const database = stubDatabase();
  database.answer = { status: 200, body: [] };
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <RecordScreen id={id} onBack={() => {}} toFeed={<span>to the feed</span>} />
    </QueryClientProvider>,
  );
  return database;
}

it('promises a record of what has an id, and none at an address without one, for which it asks nobody', async () => {
  show('7b0f8a50-5f0a-4f0e-9f33-0e6b6f7a9c01');
  await screen.findByText(/published with the next batch/);
  expect(screen.queryByText('to the feed')).toBeNull();
  cleanup();
  const { asked } = show('nonsense');
  await screen.findByText('This address leads to no record.');
  expect(screen.getByText('to the feed')).toBeTruthy();
  expect(asked).toEqual([]);
});
