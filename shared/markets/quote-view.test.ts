import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../kernel/app-error.ts';
import { bps, wei } from '../kernel/units.ts';
import { impactLevel, minimumReceived, priceImpact, quoteView, slippage, smallerAmount, TRADE_FEE } from './quote-view.ts';

const amount = fc.bigInt({ min: 1n, max: 10n ** 30n }).map(wei);
const price = fc.bigInt({ min: 1n, max: 10n ** 24n }).map(wei);
const side = fc.constantFrom('buy' as const, 'sell' as const);

describe('quotes', () => {
  it('promises never more than slippage allows, and the whole at none', () => {
    fc.assert(
      fc.property(amount, fc.integer({ min: 0, max: 10_000 }), (out, allowed) => {
        const least = minimumReceived(out, bps(allowed));
        expect(least * 10_000n <= out * BigInt(10_000 - allowed)).toBe(true);
        expect((least + 1n) * 10_000n > out * BigInt(10_000 - allowed)).toBe(true);
      }),
      { seed: 10 },
    );
  });

  it('sees no impact in a trade at the spot price, and the fee is not impact', () => {
    fc.assert(
      fc.property(side, amount, price, (of, amountIn, spotPrice) => {
        const swapped = (amountIn * 9_900n) / 10_000n;
        const amountOut = wei(of === 'buy' ? (swapped * 10n ** 18n) / spotPrice : (swapped * spotPrice) / 10n ** 18n);
        fc.pre(amountOut > 100_000n && amountIn > 1_000_000n);
        expect(priceImpact({ side: of, amountIn, amountOut, spotPrice })).toBeLessThanOrEqual(1);
      }),
      { seed: 11 },
    );
  });

  it('grows as less comes out, and is the share that is missing', () => {
    fc.assert(
      fc.property(side, fc.integer({ min: 0, max: 10_000 }), (of, missing) => {
        // 10^22 less 1 % at a price of one.
        const whole = 99n * 10n ** 20n;
        const amountOut = wei((whole * BigInt(10_000 - missing)) / 10_000n);
        expect(priceImpact({ side: of, amountIn: wei(10n ** 22n), amountOut, spotPrice: wei(10n ** 18n) })).toBe(missing);
      }),
      { seed: 12 },
    );
  });

  it('has four levels, each beginning just past its line', () => {
    expect([0, 500, 501, 1000, 1001, 2500, 2501, 10_000].map(n => impactLevel(bps(n)))).toEqual([
      'low',
      'low',
      'warn',
      'warn',
      'high',
      'high',
      'blocked',
      'blocked',
    ]);
  });

  it('takes slippage from 0.1 % to 10 % alone', () => {
    for (const good of [10, 200, 1000]) expect(slippage(good)).toBe(good);
    for (const bad of [0, 9, 1001, 20.5, Number.NaN, -10]) expect(() => slippage(bad)).toThrow(AppError);
  });

  it('rounds the fee up and the minimum down', () => {
    const view = quoteView({
      side: 'buy',
      amountIn: wei(101n),
      amountOut: wei(99n),
      spotPrice: wei(10n ** 18n),
      slippage: bps(200),
    });
    expect(view).toEqual({ fee: 2n, minimumReceived: 97n, priceImpact: bps(100), level: 'low' });
    expect(TRADE_FEE).toBe(100);
  });

  it('offers a smaller amount only where the impact is over 5 %', () => {
    expect(smallerAmount(wei(1000n), bps(500))).toBe(1000n);
    expect(smallerAmount(wei(1000n), bps(2000))).toBe(250n);
  });
});
