import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
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
  const coin = coinFixture({ marketCap, ...(marketCap === null && { price: null, position: null, pricedAt: null }) });
  const client = new QueryClient({ defaultOptions: { queries: { enabled: false } } });
  client.setQueryData(coinQuery(coin.performanceId).queryKey, coin);
  render(
    <QueryClientProvider client={client}>
      <TradeHeader session={tradeSession({ ...tradeProps([]).subject, coin }, 'buy')} />
    </QueryClientProvider>,
  );
  expect(screen.getByText('$NIGHTBUS').parentElement?.textContent).toContain(words);
});
