import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { forgetFan, stubDatabase } from '../../lib/testing/database-harness.ts';
import { StatusScreen } from './status-screen.tsx';

beforeEach(() => {
  stubDatabase();
});
afterEach(forgetFan);

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
});

it('says that everything runs when every part answers', async () => {
  show(Promise.resolve(Response.json({ parts: PARTS, checkedAt: Date.now() })));
  await screen.findByText('Everything is running.');
  expect(screen.getAllByText('Running')).toHaveLength(6);
});
