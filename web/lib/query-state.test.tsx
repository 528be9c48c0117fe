import { onlineManager, QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { cleanup, render, screen } from '@testing-library/react';
import { act } from 'react';
import { afterEach, expect, it } from 'vitest';
import { ApiError } from './api-error.ts';
import { QueryState } from './query-state.tsx';

afterEach(() => {
  cleanup();
  onlineManager.setOnline(true);
});

function Asks({ read = () => Promise.resolve('read') }: { read?: () => Promise<string> }) {
  const query = useQuery({ queryKey: ['asked'], queryFn: read, retry: false });
  if (query.data) return <p>{query.data}</p>;
  return (
    <QueryState query={query} waiting={<p>boxes</p>} notRead="We could not load it." lines={['Empty']}>
      Nothing
    </QueryState>
  );
}

it('says that a connection is needed in place of boxes that would wait for ever, and comes by itself', async () => {
  onlineManager.setOnline(false);
  render(
    <QueryClientProvider client={new QueryClient()}>
      <Asks />
    </QueryClientProvider>,
  );
  expect(await screen.findByText(/needs a connection/)).toBeDefined();
  expect(screen.queryByText('boxes')).toBeNull();
  act(() => onlineManager.setOnline(true));
  expect(await screen.findByText('read')).toBeDefined();
});

it('says of a fault what could not be read, its kind and its time', async () => {
  render(
    <QueryClientProvider client={new QueryClient()}>
      <Asks read={() => Promise.reject(new ApiError('database/500', 'No.', { status: 500, retryable: true }))} />
    </QueryClientProvider>,
  );
  expect((await screen.findByRole('alert')).textContent).toMatch(
    /We could not load it\.GigaVibe is not answering · \d\d:\d\d UTC/,
  );
});
