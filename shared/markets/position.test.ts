import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wei } from '../kernel/units.ts';
import { type OwnTrade, positionOf, unrealised } from './position.ts';

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
