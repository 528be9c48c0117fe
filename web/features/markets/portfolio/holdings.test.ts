import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OwnTrade } from '../coin-queries.ts';
import { coinFixture } from '../testing/coin-fixture.ts';
import { coinsApart, portfolioOf } from './holdings.ts';

const ONE = 10n ** 18n;
const a = coinFixture({ address: `0x${'a1'.repeat(20)}`, price: 20n, symbol: 'A' });
const b = coinFixture({ address: `0x${'b2'.repeat(20)}`, price: 5n, symbol: 'B' });
const coins = [a, b].map(coin => ({ coin, title: coin.symbol, posterUrl: null, ink: 'amber' }));
const trade = (coin: OwnTrade['coin'], side: OwnTrade['side'], coins: bigint, eth: bigint): OwnTrade => ({
  coin,
  side,
  coinAmount: coins * ONE,
  currencyAmount: eth,
  ethAmount: eth as bigint | null,
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
        expect(holdings.reduce((sum, holding) => sum + (holding.worth ?? 0n), 0n)).toBe(worth);
        expect(holdings.every((holding, i) => i === 0 || (holdings[i - 1]?.worth ?? 0n) >= (holding.worth ?? 0n))).toBe(true);
      }),
      { seed: 2 },
    );
  });

  it('counts a coin in its own currency where one worth in ETH is not known, and in no sum', () => {
    const trades = [trade(a.address, 'buy', 10n, 100n), { ...trade(b.address, 'buy', 100n, 400n), ethAmount: null }];
    const held = new Map([
      [a.address, 10n * ONE],
      [b.address, 100n * ONE],
    ]);
    const blind = portfolioOf(coins, held, trades);
    expect(blind).toMatchObject({ cost: 100n, profit: 100n, apart: 1, worth: 700n });
    expect(blind.holdings[0]).toMatchObject({ coin: b, unit: 'currency', cost: 400n, profit: null });
    const priced = portfolioOf(coins, held, trades, new Map([[b.address, 6n]]));
    expect(priced).toMatchObject({ cost: 100n, profit: 100n, apart: 1 });
    expect(priced.holdings[0]).toMatchObject({ unit: 'currency', cost: 400n, profit: 200n });
    expect(coinsApart(coins, trades)).toEqual([b.address]);
  });

  it('never lets what another currency says move a sum in ETH', () => {
    const amount = fc.bigInt({ min: 1n, max: 10n ** 24n });
    const some = fc.array(
      fc.record({ side: fc.constantFrom<'buy' | 'sell'>('buy', 'sell'), coins: amount, eth: amount, known: fc.boolean() }),
      {
        maxLength: 8,
      },
    );
    fc.assert(
      fc.property(some, some, amount, amount, (first, second, k, price) => {
        const tradesOf = (coin: OwnTrade['coin'], each: typeof first, times: bigint) =>
          each.map(({ side, coins: size, eth, known }) => ({
            ...trade(coin, side, size, eth * times),
            ethAmount: known ? eth : null,
          }));
        const held = new Map([
          [a.address, 5n * ONE],
          [b.address, 7n * ONE],
        ]);
        const of = (times: bigint, prices: ReadonlyMap<string, bigint>) =>
          portfolioOf(coins, held, [...tradesOf(a.address, first, times), ...tradesOf(b.address, second, times)], prices);
        const one = of(1n, new Map());
        const other = of(
          k,
          new Map([
            [a.address, price],
            [b.address, price],
          ]),
        );
        expect([other.worth, other.cost, other.profit, other.apart]).toEqual([one.worth, one.cost, one.profit, one.apart]);
      }),
      { seed: 4 },
    );
  });
});
