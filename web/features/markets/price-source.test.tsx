import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { noteConnection } from '../../lib/connection.ts';
import { PriceSource } from './price-source.tsx';
import { coinFixture } from './testing/coin-fixture.ts';

afterEach(() => {
  cleanup();
  noteConnection({ live: true });
});

it('says that live prices are back only while they are', () => {
  const client = new QueryClient({ defaultOptions: { queries: { enabled: false } } });
  const coin = coinFixture();
  render(
    <QueryClientProvider client={client}>
      <PriceSource coin={coin} rate={null} now={coin.pricedAt ?? 0} />
    </QueryClientProvider>,
  );
  const back = () => screen.queryByText(/Live prices were away/);
  act(() => noteConnection({ live: false }));
  expect(back()).toBeNull();
  act(() => noteConnection({ live: true }));
  expect(back()).not.toBeNull();
  act(() => noteConnection({ live: false }));
  expect(back()).toBeNull();
});
