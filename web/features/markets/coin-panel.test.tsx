import { onlineManager, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, render, screen, within } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { walletAddressStore } from '../../lib/wallet-address.ts';
import { balanceQuery } from './balance-query.ts';
import { CoinPanel } from './coin-panel.tsx';
import { coinQuery } from './coin-queries.ts';
import { coinFixture } from './testing/coin-fixture.ts';

vi.mock('../../lib/realtime.ts', () => ({ useBroadcast: () => undefined }));

const WALLET = `0x${'11'.repeat(20)}` as const;
const coin = coinFixture();

afterEach(() => {
  cleanup();
  walletAddressStore.set(null);
  onlineManager.setOnline(true);
});

function show(balance?: bigint, of = coin) {
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } });
  client.setQueryData(coinQuery(coin.performanceId).queryKey, of);
  if (balance !== undefined) client.setQueryData(balanceQuery(coin.address, WALLET).queryKey, balance);
  render(
    <QueryClientProvider client={client}>
      <CoinPanel performanceId={coin.performanceId} expected peaks={undefined} />
    </QueryClientProvider>,
  );
}
const held = () => screen.getByText('You hold').parentElement?.textContent?.replace('You hold', '');

it.each([
  ['as long as nobody has said', undefined, '–'],
  ['where the chain says so', 0n, 'None'],
  ['in short', 1_204n * 10n ** 18n, '1.2K'],
  ['where that is a part of one', 1n, '<1'],
])('says what the viewer holds, %s', (_, balance, words) => {
  // What was not put into the cache is on its way.
  onlineManager.setOnline(false);
  walletAddressStore.set(WALLET);
  show(balance);
  expect(held()).toBe(words);
});

it('speaks of no day where no change in it is known', () => {
  onlineManager.setOnline(false);
  show();
  expect(screen.getByText(/past 24 h/)).toBeDefined();
  cleanup();
  show(undefined, coinFixture({ price: null, marketCap: null }));
  expect(screen.getByText('No price yet')).toBeDefined();
  expect(screen.queryByText(/past 24 h/)).toBeNull();
});

it('has a heading, which names it', () => {
  onlineManager.setOnline(false);
  show();
  const panel = screen.getByRole('region', { name: 'NIGHTBUS coin' });
  expect(within(panel).getByRole('heading', { level: 2, name: 'NIGHTBUS coin' })).toBeDefined();
});

it('promises no coin without a connection', () => {
  vi.useFakeTimers();
  onlineManager.setOnline(false);
  render(
    <QueryClientProvider client={new QueryClient()}>
      <CoinPanel performanceId={coin.performanceId} expected peaks={undefined} />
    </QueryClientProvider>,
  );
  act(() => vi.advanceTimersByTime(1000));
  expect(screen.queryByRole('status', { name: 'Loading the coin' })).toBeNull();
  vi.useRealTimers();
});

it.each([
  ['keeps the place of a coin that is there', true, 1],
  ['takes no place where no coin is known', false, 0],
])('%s', (_, expected, places) => {
  vi.useFakeTimers();
  vi.stubGlobal('fetch', () => new Promise(() => undefined));
  render(
    <QueryClientProvider client={new QueryClient()}>
      <CoinPanel performanceId={coin.performanceId} expected={expected} peaks={undefined} />
    </QueryClientProvider>,
  );
  const boxes = () => screen.queryAllByLabelText('Loading the coin');
  expect(boxes()).toHaveLength(places);
  act(() => vi.advanceTimersByTime(1000));
  expect(boxes()).toHaveLength(places);
  vi.unstubAllGlobals();
  vi.useRealTimers();
});
