import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { noteConnection } from '../../lib/connection.ts';
import { forgetFan, stubDatabase } from '../../lib/testing/database-harness.ts';
import { StatusScreen } from './status-screen.tsx';

beforeEach(() => {
  stubDatabase();
});
afterEach(() => {
  vi.restoreAllMocks();
  noteConnection({ device: true });
  forgetFan();
});

function show(answer: Promise<Response>): void {
  vi.stubGlobal('fetch', () => answer);
  render(
    <QueryClientProvider client={new QueryClient()}>
      <StatusScreen onBack={() => undefined} />
    </QueryClientProvider>,
  );
}

const PARTS = ['chain', 'quotes', 'farcaster', 'ipfs'].map(name => ({ name, answering: true, since: 0 }));

it('says that nothing is known yet until the first check has an answer', async () => {
  show(new Promise(() => undefined));
  await screen.findByText('Checking.');
  expect(screen.queryByText('Running')).toBeNull();
  expect(screen.getAllByText('Checking')).toHaveLength(6);
});

it('says that GigaVibe is away when the check fails', async () => {
  show(Promise.resolve(Response.json({ error: { code: 'x', message: 'No.' } }, { status: 500 })));
  await screen.findByText('GigaVibe is not answering.');
  expect(screen.getByText('Away')).toBeTruthy();
  // Nobody says how the others are.
  expect(screen.getAllByText('Not known')).toHaveLength(4);
  expect(screen.queryByText('Checking')).toBeNull();
});

it('says that everything runs when every part answers', async () => {
  show(Promise.resolve(Response.json({ parts: PARTS, checkedAt: Date.now() })));
  await screen.findByText('Everything is running.');
  expect(screen.getAllByText('Running')).toHaveLength(6);
});

it('tells a reader what changes, and takes nothing that was read before for how it is without a connection', async () => {
  const parts = PARTS.map(part => ({ ...part, answering: part.name !== 'ipfs' }));
  show(Promise.resolve(Response.json({ parts, checkedAt: Date.now() })));
  const headline = await screen.findByRole('status');
  await waitFor(() => expect(headline.textContent).toBe('Some media do not load.'));
  vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
  act(() => noteConnection({ device: false }));
  await waitFor(() => expect(headline.textContent).toBe('You are offline.'));
  expect(screen.queryByText('Running')).toBeNull();
  expect(screen.getAllByText('Not known')).toHaveLength(3);
  expect(screen.getByRole('button', { name: 'Check again' }).getAttribute('aria-disabled')).toBe('true');
});
