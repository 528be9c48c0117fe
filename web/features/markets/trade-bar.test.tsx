import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { forgetFan, stubDatabase } from '../../lib/testing/database-harness.ts';
import { CoinPill } from './coin-pill.tsx';
import { coinQuery } from './coin-queries.ts';
import { coinFixture } from './testing/coin-fixture.ts';
import { TradeAside } from './trade-aside.tsx';
import { TradeBar } from './trade-bar.tsx';

const coin = coinFixture();
const take = { id: coin.performanceId, title: 'Night bus home', posterUrl: null, ink: 'amber' };

beforeEach(() => {
  stubDatabase();
  vi.stubGlobal('matchMedia', () => Object.assign(new EventTarget(), { matches: true }));
  // Whatever is asked for is on its way.
  vi.stubGlobal('fetch', () => new Promise(() => undefined));
});
afterEach(forgetFan);

function show(expected: boolean, known?: null) {
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } });
  if (known === null) client.setQueryData(coinQuery(take.id).queryKey, null);
  return render(
    <QueryClientProvider client={client}>
      <TradeBar take={take} expected={expected} />
      <aside>
        <TradeAside take={take} expected={expected} />
      </aside>
    </QueryClientProvider>,
  );
}

it('keeps the places of a trade whose coin is on its way, at the foot and at the side', () => {
  show(true);
  expect(screen.getByRole('region', { name: 'Trade' })).toBeDefined();
  expect(screen.queryByRole('button')).toBeNull();
  expect(screen.getByRole('complementary').childElementCount).toBe(1);
});

it.each([
  ['where none is expected', false, undefined],
  ['where there is none after all', true, null],
] as const)('keeps no places %s', (_, expected, known) => {
  show(expected, known);
  expect(screen.queryByRole('region')).toBeNull();
  expect(screen.getByRole('complementary').childElementCount).toBe(0);
});

it('calls the button of a coin that opens soon the same all the while, and counts beside it, at the foot and in the feed', () => {
  vi.useFakeTimers({ now: Date.now() + 5000 });
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } });
  client.setQueryData(coinQuery(take.id).queryKey, coinFixture({ opensAt: Date.now() + 12_000 }));
  render(
    <QueryClientProvider client={client}>
      <TradeBar take={take} expected />
      <CoinPill take={take} />
    </QueryClientProvider>,
  );
  const buttons = ['Buy', 'Buy NIGHTBUS'].map(name => screen.getByRole('button', { name }));
  const said = (button: HTMLElement) => document.getElementById(button.getAttribute('aria-describedby') ?? '')?.textContent;
  expect(buttons.map(said)).toEqual(Array(2).fill('The launch fee is falling. Buying opens at 5%.'));
  const left = () => screen.queryAllByRole('timer').map(timer => timer.textContent);
  expect(left()).toEqual(['0:12', '0:12']);
  act(() => vi.advanceTimersByTime(4000));
  expect(left()).toEqual(['0:08', '0:08']);
  for (const button of buttons) {
    expect(button.textContent).not.toContain('0:08');
    expect(button.getAttribute('aria-disabled')).toBe('true');
  }
  act(() => vi.advanceTimersByTime(9000));
  expect(left()).toEqual([]);
  expect(buttons.map(button => button.getAttribute('aria-disabled'))).toEqual([null, null]);
  vi.useRealTimers();
});
