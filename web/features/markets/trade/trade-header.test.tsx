import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import type { Coin } from '../coin.ts';
import { coinQuery } from '../coin-queries.ts';
import { coinFixture } from '../testing/coin-fixture.ts';
import { tradeProps } from '../testing/trade-props.ts';
import { TradeHeader } from './trade-header.tsx';
import { tradeSession } from './trade-session.ts';

afterEach(cleanup);

it.each([
  [14_880_000_000_000_000_000n, '14.88 ETH cap'],
  [null, 'No price yet'],
])('says what a coin is worth above its trade, and nothing that nobody knows: %s', (marketCap, words) => {
  const none = marketCap === null && { price: null, position: null, pricedAt: null };
  expect(headOf(coinFixture({ marketCap, ...none }))).toContain(words);
});

it('keeps a change that has no triangle apart from the figure before it', () => {
  const price = 10_000_000_000n;
  expect(headOf(coinFixture({ price, price24hAgo: price }))).toMatch(/ cap · no change0\.0%$/);
});

function headOf(coin: Coin): string | null | undefined {
  const client = new QueryClient({ defaultOptions: { queries: { enabled: false } } });
  client.setQueryData(coinQuery(coin.performanceId).queryKey, coin);
  render(
    <QueryClientProvider client={client}>
      <TradeHeader session={tradeSession({ ...tradeProps([]).subject, coin }, 'buy')} />
    </QueryClientProvider>,
  );
  return screen.getByText('$NIGHTBUS').parentElement?.textContent;
}
