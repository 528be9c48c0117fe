import { type Bps, bps, wei } from '../../../../shared/kernel/units.ts';
import { smallerAmount } from '../../../../shared/markets/quote-view.ts';
import { roundDownSignificant } from './parse-amount.ts';
import type { Smaller } from './trade-state.ts';

type Impact = { amountIn: bigint; priceImpact: Bps };

const GOOD_ENOUGH = bps(500);
const MOST_ASKS = 5;

/**
 * A smaller amount in round figures that moves the price by 5 % at most, found by quoting: how impact grows with the amount
 * depends on the pool. Null when a few quotes did not find one.
 */
export async function findSmaller(quote: Impact, ask: (amount: bigint) => Promise<Impact>): Promise<Smaller | null> {
  let from = quote;
  for (let asks = 0; asks < MOST_ASKS; asks++) {
    // A fifth less than a straight line would say: in most pools impact grows fastest at first.
    const amount = roundDownSignificant((smallerAmount(wei(from.amountIn), from.priceImpact) * 4n) / 5n, 2);
    if (amount === 0n) return null;
    from = await ask(amount);
    if (from.priceImpact <= GOOD_ENOUGH) return { amount, impact: from.priceImpact };
  }
  return null;
}
