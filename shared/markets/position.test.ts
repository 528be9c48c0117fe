import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wei } from '../kernel/units.ts';
import { type OwnTrade, positionOf, unrealised, type ValuedTrade, valuedPositionOf } from './position.ts';

const trade: fc.Arbitrary<OwnTrade> = fc.record({
  side: fc.constantFrom('buy', 'sell'),
  coinAmount: fc.bigInt({ min: 1n, max: 10n ** 27n }).map(wei),
  currencyAmount: fc.bigInt({ min: 0n, max: 10n ** 20n }).map(wei),
});

describe('positions', () => {
  it('reckons by average cost', () => {
    const buys = [
      { side: 'buy' as const, coinAmount: wei(100n), currencyAmount: wei(1000n) },
      { side: 'buy' as const, coinAmount: wei(100n), currencyAmount: wei(3000n) },
    ];
    expect(positionOf(buys)).toEqual({ coins: 200n, cost: 4000n, realised: 0n });
    const sold = positionOf([...buys, { side: 'sell', coinAmount: wei(50n), currencyAmount: wei(1500n) }]);
    expect(sold).toEqual({ coins: 150n, cost: 3000n, realised: 500n });
    expect(unrealised(sold, wei(150n), wei(2000n))).toBe(-1000n);
  });

  it('gives coins that were not bought no cost', () => {
    expect(positionOf([{ side: 'sell', coinAmount: wei(10n), currencyAmount: wei(70n) }])).toEqual({
      coins: 0n,
      cost: 0n,
      realised: 70n,
    });
    expect(unrealised(positionOf([]), wei(10n), wei(70n))).toBe(0n);
  });

  it('counts no profit on coins that were given away', () => {
    const bought = positionOf([{ side: 'buy', coinAmount: wei(100n), currencyAmount: wei(1000n) }]);
    // Forty are left, worth 600; they carry forty hundredths of the cost.
    expect(unrealised(bought, wei(40n), wei(600n))).toBe(200n);
    // Fifty more came as a gift: a hundred of the hundred and fifty were bought.
    expect(unrealised(bought, wei(150n), wei(3000n))).toBe(1000n);
  });

  it('loses and invents no money: paid + realised = received + cost of what is left', () => {
    fc.assert(
      fc.property(fc.array(trade, { maxLength: 40 }), trades => {
        const sum = (of: 'buy' | 'sell') => trades.filter(t => t.side === of).reduce((total, t) => total + t.currencyAmount, 0n);
        const { cost, realised, coins } = positionOf(trades);
        expect(sum('buy') + realised).toBe(sum('sell') + cost);
        expect(coins === 0n ? cost : 0n).toBe(0n);
        expect(cost >= 0n && cost <= sum('buy')).toBe(true);
      }),
      { seed: 13, numRuns: 500 },
    );
  });
});

describe('positions of coins in other currencies', () => {
  const valued = (known: fc.Arbitrary<boolean>): fc.Arbitrary<ValuedTrade> =>
    fc.tuple(trade, fc.bigInt({ min: 0n, max: 10n ** 20n }).map(wei), known).map(([each, eth, isKnown]) => ({
      ...each,
      ethAmount: isKnown ? eth : null,
    }));

  it('are in ETH alone where every worth is known, whatever the currency amounts', () => {
    fc.assert(
      fc.property(
        fc.array(valued(fc.constant(true)), { maxLength: 20 }),
        fc.bigInt({ min: 1n, max: 10n ** 12n }),
        (trades, k) => {
          const { unit, position } = valuedPositionOf(trades);
          const other = valuedPositionOf(trades.map(each => ({ ...each, currencyAmount: wei(each.currencyAmount * k) })));
          expect(unit).toBe('eth');
          expect(other.position).toEqual(position);
          expect(position).toEqual(positionOf(trades.map(each => ({ ...each, currencyAmount: each.ethAmount ?? wei(0n) }))));
        },
      ),
      { seed: 14 },
    );
  });

  it('are in the currency alone where one worth is not known, whatever the others are worth', () => {
    fc.assert(
      fc.property(
        fc.array(valued(fc.boolean()), { minLength: 1, maxLength: 20 }),
        fc.nat(),
        fc.bigInt({ min: 0n, max: 10n ** 20n }),
        (trades, at, eth) => {
          const some = trades.map((each, i) => (i === at % trades.length ? { ...each, ethAmount: null } : each));
          const dearer = some.map(each => ({ ...each, ethAmount: each.ethAmount === null ? null : wei(each.ethAmount + eth) }));
          expect(valuedPositionOf(some)).toEqual({ unit: 'currency', position: positionOf(some) });
          expect(valuedPositionOf(dearer)).toEqual(valuedPositionOf(some));
        },
      ),
      { seed: 15 },
    );
  });
});
