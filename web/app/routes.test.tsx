import { onlineManager, QueryClient, QueryClientProvider } from '@tanstack/react-query';
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
  onlineManager.setOnline(true);
  vi.useRealTimers();
});

function show(path: string) {
  render(
    <QueryClientProvider client={new QueryClient()}>
      <MemoryRouter initialEntries={[path]}>
        <Pages />
      </MemoryRouter>
    </QueryClientProvider>,
  );
}
/** The code of the page is here, and it was waited for long enough to be noticed. */
const arrive = () =>
  act(async () => {
    await vi.dynamicImportSettled();
    await vi.advanceTimersByTimeAsync(1000);
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
  show(path);
  expect(screen.getAllByRole('heading', { level: 1 })).toHaveLength(1);
  await arrive();
  expect(screen.getAllByRole('heading', { level: 1 })).toEqual([screen.getByRole('heading', { level: 1, name: heading })]);
});

it.each([
  [`/p/${ID}`, 1],
  [`/coins/0x${'ab'.repeat(20)}`, 1],
  [`/chains/${ID}`, 1],
  ['/chains', 0],
  ['/coins', 0],
  ['/stage', 0],
])('%s says from its first moment on whether a bar may come in place of the places', async (path, bars) => {
  show(path);
  const barsToCome = () => document.querySelectorAll('[data-bar-to-come]').length;
  expect(barsToCome()).toBe(bars);
  await arrive();
  expect(barsToCome()).toBe(bars);
});

it.each([
  '/',
  `/p/${ID}`,
  '/chains',
  `/chains/${ID}`,
  `/records/${ID}`,
  `/from-cast?castHash=0x${'ab'.repeat(20)}`,
  `/coins/0x${'ab'.repeat(20)}`,
  '/stage',
  '/earnings',
  '/u/nia',
  '/notices',
  '/operator',
])('%s says that it needs a connection, and promises nothing by boxes', async path => {
  onlineManager.setOnline(false);
  show(path);
  await arrive();
  expect(screen.getByRole('heading', { name: 'Out of range' })).toBeDefined();
  expect(document.querySelector('[aria-busy="true"]')).toBeNull();
});
