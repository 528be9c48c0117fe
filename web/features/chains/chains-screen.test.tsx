import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { forgetFan, stubDatabase } from '../../lib/testing/database-harness.ts';
import { chainsQuery } from './chain-queries.ts';
import { ChainsScreen } from './chains-screen.tsx';

beforeEach(() => void stubDatabase());
afterEach(forgetFan);

const onOpen = vi.fn();

function show() {
  const starter = { id: '7b0f8a50-5f0a-4f0e-9f33-0e6b6f7a9c90', name: 'فاطمة', avatarUrl: null };
  const about = {
    id: 'a',
    number: 7,
    kind: 'dance' as const,
    title: 'Night bus',
    hidden: false,
    posterLines: ['Night bus'],
    ink: 'teal',
  };
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } });
  client.setQueryData(chainsQuery.queryKey, [{ ...about, moves: 14, longest: 14, votes: 1, follows: 0, movedAt: 0, starter }]);
  render(
    <QueryClientProvider client={client}>
      <ChainsScreen takeId={null} onOpen={onOpen} onPerform={vi.fn()} onEnd={vi.fn()} />
    </QueryClientProvider>,
  );
}

it('keeps a name that is read from the right apart from the counts behind it', () => {
  show();
  expect(screen.getByText('فاطمة').tagName).toBe('BDI');
});

it('has a heading for each chain, which is what opens it: a button would flatten what it holds', () => {
  show();
  const heading = screen.getByRole('heading', { level: 2, name: 'Night bus' });
  expect(heading.closest('button, a')).toBeNull();
  fireEvent.click(within(heading).getByRole('button', { name: 'Night bus' }));
  expect(onOpen).toHaveBeenCalledWith('a');
});
