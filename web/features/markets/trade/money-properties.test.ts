import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bps, wei } from '../../../../shared/kernel/units.ts';
import { positionOf, unrealised } from '../../../../shared/markets/position.ts';
import { marketCap, priceFromSqrt, valueAt } from '../../../../shared/markets/price.ts';
import { minimumReceived, priceImpact, quoteView } from '../../../../shared/markets/quote-view.ts';
import { decimalText } from '../../../ui/format/decimal.ts';
import { parseAmount } from './parse-amount.ts';

/** Every property over so many random cases in all, seeded. */
const RUNS = 100_000;
const check = <T extends unknown[]>(property: fc.IProperty<T>, seed: number, numRuns = RUNS) =>
  fc.assert(property, { seed, numRuns });

const amount = fc.bigInt({ min: 1n, max: 10n ** 30n });
const allowed = fc.integer({ min: 10, max: 1_000 });

/** A pool that rounds against the trader, as Uniswap does, with 1 % of what is paid as the fee. */
class Pool {
  eth: bigint;
  coins: bigint;
  constructor(eth: bigint, coins: bigint) {
    this.eth = eth;
    this.coins = coins;
  }
  buy(paid: bigint): bigint {
    const after = paid - (paid + 99n) / 100n;
    const out = (this.coins * after) / (this.eth + after);
    // Nobody accepts nothing: the floor of a trade is at least one unit.
    if (out === 0n) return 0n;
    this.eth += paid;
    this.coins -= out;
    return out;
  }
  sell(sold: bigint): bigint {
    const after = sold - (sold + 99n) / 100n;
    const out = (this.eth * after) / (this.coins + after);
    this.coins += sold;
    this.eth -= out;
    return out;
  }
  price(): bigint {
    return (this.eth * 10n ** 18n) / this.coins;
  }
}

describe('money', () => {
  it('never crosses the slippage that was allowed, and gives away less than one unit of it', () => {
    check(
      fc.property(amount, allowed, (out, slippage) => {
        const least = minimumReceived(wei(out), bps(slippage));
        const whole = 10_000n;
        return (
          least <= out &&
          least * whole <= out * (whole - BigInt(slippage)) &&
          (least + 1n) * whole > out * (whole - BigInt(slippage))
        );
      }),
      31,
    );
  });

  it('shows a fee, a floor and an impact that add up to no more than is paid', () => {
    check(
      fc.property(
        amount,
        amount,
        fc.bigInt({ min: 1n, max: 10n ** 24n }),
        allowed,
        fc.boolean(),
        (amountIn, amountOut, spotPrice, slippage, buys) => {
          const trade = {
            side: buys ? ('buy' as const) : ('sell' as const),
            amountIn: wei(amountIn),
            amountOut: wei(amountOut),
            spotPrice: wei(spotPrice),
          };
          const view = quoteView({ ...trade, slippage: bps(slippage) });
          return view.fee >= 1n && view.fee <= amountIn && view.minimumReceived <= amountOut && priceImpact(trade) <= 10_000;
        },
      ),
      32,
    );
  });

  it('gains nothing by rounding, on any path of buys and sells; and the profit that is shown is never more than what a sale of it all at this price would leave', () => {
    const step = fc.tuple(fc.boolean(), fc.bigInt({ min: 1n, max: 10n ** 19n }), fc.integer({ min: 1, max: 100 }));
    check(
      fc.property(
        fc.bigInt({ min: 10n ** 6n, max: 10n ** 22n }),
        fc.bigInt({ min: 10n ** 6n, max: 10n ** 27n }),
        fc.array(step, { minLength: 1, maxLength: 6 }),
        (eth, coins, steps) => {
          const pool = new Pool(eth, coins);
          const trades: { side: 'buy' | 'sell'; coinAmount: ReturnType<typeof wei>; currencyAmount: ReturnType<typeof wei> }[] =
            [];
          let [spent, got, held] = [0n, 0n, 0n];
          for (const [buys, paid, part] of steps) {
            if (buys) {
              const out = pool.buy(paid);
              if (out === 0n) continue;
              spent += paid;
              held += out;
              trades.push({ side: 'buy', coinAmount: wei(out), currencyAmount: wei(paid) });
            } else if (held > 0n) {
              const sold = (held * BigInt(part)) / 100n;
              if (sold === 0n) continue;
              const out = pool.sell(sold);
              got += out;
              held -= sold;
              trades.push({ side: 'sell', coinAmount: wei(sold), currencyAmount: wei(out) });
            }
          }
          const position = positionOf(trades);
          const worth = valueAt(wei(pool.price()), wei(held));
          const shown = position.realised + unrealised(position, wei(held), worth);
          // Each step rounds a cost down by less than a unit at most.
          if (shown > worth + got - spent + BigInt(trades.length)) return false;
          got += pool.sell(held);
          return got <= spent;
        },
      ),
      33,
    );
  });

  it('is whole numbers from the pool’s price to the words on the screen: nothing is made larger, nothing lost', () => {
    check(
      fc.property(fc.bigInt({ min: 2n ** 60n, max: 2n ** 130n }), fc.boolean(), amount, (sqrt, first, coins) => {
        const price = priceFromSqrt(sqrt, first);
        const worth = valueAt(price, wei(coins));
        if (worth * 10n ** 18n > price * coins) return false;
        if (marketCap(price) !== price * 1_000_000_000n) return false;
        const exact = decimalText(worth, 18, { places: 18 }).replaceAll(',', '');
        return BigInt(exact.replace('.', '')) === worth;
      }),
      34,
      RUNS / 4,
    );
  });

  it('reads what somebody types as exactly these units', () => {
    check(
      fc.property(fc.bigInt({ min: 1n, max: 10n ** 24n }), typed => {
        const text = decimalText(typed, 18, { places: 18, trim: true }).replaceAll(',', '');
        return parseAmount(text) === typed;
      }),
      35,
      RUNS / 4,
    );
    expect(parseAmount('0')).toBeNull();
  });
});
