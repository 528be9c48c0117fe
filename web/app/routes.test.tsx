import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, render, screen } from '@testing-library/react';
import { MemoryRouter } from 'react-router';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { forgetFan, signInAsFan, stubDatabase } from '../lib/testing/database-harness.ts';
import { Pages } from './routes.tsx';

const ID = '7b0f8a50-5f0a-4f0e-9f33-0e6b6f7a9c01';

beforeEach(() => {
  vi.useFakeTimers();
  stubDatabase();
  signInAsFan();
  // Whatever is asked for is on its way.
  vi.stubGlobal('fetch', () => new Promise(() => undefined));
});
afterEach(() => {
  forgetFan();
  vi.useRealTimers();
});

it.each([
  ['/', 'For you'],
  [`/p/${ID}`, 'Take'],
  ['/chains', 'Chains'],
  [`/chains/${ID}`, 'Chain'],
  [`/records/${ID}`, 'Who made it'],
  ['/perform', 'You are on next'],
  [`/from-cast?castHash=0x${'ab'.repeat(20)}`, 'Make it a take'],
  ['/coins', 'Your coins'],
  [`/coins/0x${'ab'.repeat(20)}`, 'Coin'],
  ['/stage', 'Your stage'],
  ['/earnings', 'Earnings'],
  ['/u/nia', 'Performer'],
  ['/account', 'Your account'],
  ['/notices', 'Notifications'],
  ['/search', 'Search'],
  ['/status', 'Status'],
  ['/operator', 'Looking after takes'],
  ['/nowhere', 'Not here'],
])('%s has one heading while its code and what it shows are on their way: %s', async (path, heading) => {
  render(
    <QueryClientProvider client={new QueryClient()}>
      <MemoryRouter initialEntries={[path]}>
        <Pages />
      </MemoryRouter>
    </QueryClientProvider>,
  );
  expect(screen.getAllByRole('heading', { level: 1 })).toHaveLength(1);
  await act(async () => {
    await vi.dynamicImportSettled();
    await vi.advanceTimersByTimeAsync(1000);
  });
  expect(screen.getAllByRole('heading', { level: 1 })).toEqual([screen.getByRole('heading', { level: 1, name: heading })]);
});
