import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { MemoryRouter } from 'react-router';
import { afterEach, expect, it, vi } from 'vitest';
import { ErrorState } from '../ui/state/error-state.tsx';
import { Shell } from './shell.tsx';

vi.mock('../features/markets/use-all-prices.ts', () => ({ useAllPrices: vi.fn() }));
vi.mock('./later-pages.ts', () => ({ ChainsPage: () => <ErrorState onRetry={vi.fn()}>Chains cannot be read.</ErrorState> }));
vi.mock('./status-page.tsx', () => ({ StatusPage: () => <p>The page of the state</p> }));
afterEach(cleanup);

it('leads from any page that could not be shown to what is known of it', async () => {
  render(
    <QueryClientProvider client={new QueryClient()}>
      <MemoryRouter initialEntries={['/chains']}>
        <Shell />
      </MemoryRouter>
    </QueryClientProvider>,
  );
  expect(await screen.findByRole('button', { name: 'Try again' })).toBeDefined();
  fireEvent.click(screen.getByRole('button', { name: 'Check status' }));
  expect(await screen.findByText('The page of the state')).toBeDefined();
});
