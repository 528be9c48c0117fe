import { onlineManager, QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { cleanup, render, screen } from '@testing-library/react';
import { act } from 'react';
import { afterEach, expect, it } from 'vitest';
import { QueryState } from './query-state.tsx';

afterEach(() => {
  cleanup();
  onlineManager.setOnline(true);
});

function Asks() {
  const query = useQuery({ queryKey: ['asked'], queryFn: () => Promise.resolve('read') });
  if (query.data) return <p>{query.data}</p>;
  return (
    <QueryState query={query} waiting={<p>boxes</p>} wordsOf={() => ({ body: '' })} lines={['Empty']}>
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
