import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { MemoryRouter } from 'react-router';
import { afterEach, expect, it, vi } from 'vitest';
import { TopBar } from '../ui/layout/layout.tsx';
import { ErrorState } from '../ui/state/error-state.tsx';
import { Shell } from './shell.tsx';

vi.mock('../features/markets/use-all-prices.ts', () => ({ useAllPrices: vi.fn() }));
vi.mock('./later-pages.ts', () => ({ ChainsPage: () => <ErrorState onRetry={vi.fn()}>Chains cannot be read.</ErrorState> }));
vi.mock('./status-page.tsx', () => ({ StatusPage: () => <TopBar title="Status">The page of the state</TopBar> }));
afterEach(cleanup);

const show = (path: string) =>
  render(
    <QueryClientProvider client={new QueryClient()}>
      <MemoryRouter initialEntries={[path]}>
        <Shell />
      </MemoryRouter>
    </QueryClientProvider>,
  );

it('leads from any page that could not be shown to what is known of it', async () => {
  show('/chains');
  expect(await screen.findByRole('button', { name: 'Try again' })).toBeDefined();
  fireEvent.click(screen.getByRole('button', { name: 'Check status' }));
  expect(await screen.findByText('The page of the state')).toBeDefined();
});

it('brings who goes by keys past the page to the menu, and tells readers where a link led', async () => {
  const { container } = show('/chains');
  await screen.findByRole('button', { name: 'Try again' });
  const [first] = screen.getAllByRole('button');
  expect(first?.textContent).toBe('Skip to menu');
  fireEvent.click(screen.getByRole('button', { name: 'Skip to menu' }));
  expect(document.activeElement).toBe(screen.getByRole('link', { name: 'Feed' }));
  document.title = 'Chains · GigaVibe';
  await act(async () => {});
  expect(container.querySelector('[aria-live]')?.textContent).toBe('');
  fireEvent.click(screen.getByRole('button', { name: 'Check status' }));
  await vi.waitFor(() => expect(container.querySelector('[aria-live]')?.textContent).toBe('Status · GigaVibe'));
});
