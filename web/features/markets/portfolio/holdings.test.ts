import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OwnTrade } from '../coin-queries.ts';
import { coinFixture } from '../testing/coin-fixture.ts';
import { portfolioOf } from './holdings.ts';

const ONE = 10n ** 18n;
const a = coinFixture({ address: `0x${'a1'.repeat(20)}`, price: 20n, symbol: 'A' });
const b = coinFixture({ address: `0x${'b2'.repeat(20)}`, price: 5n, symbol: 'B' });
const coins = [a, b].map(coin => ({ coin, title: coin.symbol, posterUrl: null, ink: 'amber' }));
const trade = (coin: OwnTrade['coin'], side: OwnTrade['side'], coins: bigint, eth: bigint): OwnTrade => ({
  coin,
  side,
  coinAmount: coins * ONE,
  currencyAmount: eth,
  at: 0,
  hash: '0x',
  block: 1,
  logIndex: 1,
});

describe('portfolioOf', () => {
  it('shows what is held by worth, with the profit over average cost', () => {
    const trades = [trade(a.address, 'buy', 10n, 100n), trade(b.address, 'buy', 100n, 400n)];
    const { holdings, worth, profit } = portfolioOf(
      coins,
      new Map([
        [a.address, 10n * ONE],
        [b.address, 100n * ONE],
      ]),
      trades,
    );
    expect(holdings.map(holding => [holding.coin.symbol, holding.worth, holding.profit])).toEqual([
      ['B', 500n, 100n],
      ['A', 200n, 100n],
    ]);
    expect([worth, profit]).toEqual([700n, 200n]);
  });

  it('leaves out what was sold, but counts what it gained', () => {
    const trades = [trade(a.address, 'buy', 10n, 100n), trade(a.address, 'sell', 10n, 150n)];
    expect(portfolioOf(coins, new Map(), trades)).toMatchObject({ holdings: [], worth: 0n, profit: 50n });
  });

  it('does not invent a profit for coins that were given', () => {
    const { holdings, profit } = portfolioOf(coins, new Map([[a.address, 10n * ONE]]), []);
    expect(holdings[0]).toMatchObject({ worth: 200n, cost: 0n, profit: 0n });
    expect(profit).toBe(0n);
  });

  it('adds up', () => {
    const amounts = fc.bigInt({ min: 0n, max: 10n ** 30n });
    fc.assert(
      fc.property(amounts, amounts, (first, second) => {
        const { holdings, worth } = portfolioOf(
          coins,
          new Map([
            [a.address, first],
            [b.address, second],
          ]),
          [],
        );
        expect(holdings.reduce((sum, holding) => sum + holding.worth, 0n)).toBe(worth);
        expect(holdings.every((holding, i) => i === 0 || (holdings[i - 1]?.worth ?? 0n) >= holding.worth)).toBe(true);
      }),
      { seed: 2 },
    );
  });
});
