import { invalidInput } from '../kernel/app-error.ts';
import { BPS_WHOLE, type Bps, bps, type Wei, wei } from '../kernel/units.ts';

const ONE_COIN = 10n ** 18n;
/** What the coin's hook takes of each trade once the launch fee is over: 1 %. */
export const TRADE_FEE = bps(100);
export const DEFAULT_SLIPPAGE = bps(200);
const LEAST_SLIPPAGE = 10;
const MOST_SLIPPAGE = 1_000;

export type ImpactLevel = 'low' | 'warn' | 'high' | 'blocked';

/** A quote as a screen shows it. Amounts in smallest units; `fee` in the token that is paid. */
export type QuoteView = { fee: Wei; priceImpact: Bps; level: ImpactLevel; minimumReceived: Wei };

/** @throws AppError 400 `markets/bad-slippage` unless 0.1 % to 10 %, in whole basis points. */
export function slippage(value: number): Bps {
  if (!Number.isInteger(value) || value < LEAST_SLIPPAGE || value > MOST_SLIPPAGE) {
    throw invalidInput('markets/bad-slippage', 'Slippage goes from 0.1 % to 10 %.');
  }
  return bps(value);
}

/** The least that a trade may give: `amountOut` less slippage, rounded down. */
export function minimumReceived(amountOut: Wei, allowed: Bps): Wei {
  return wei((amountOut * (BPS_WHOLE - BigInt(allowed))) / BPS_WHOLE);
}

/** Over 5 % warns, over 10 % puts a smaller amount first, over 25 % blocks. */
export function impactLevel(impact: Bps): ImpactLevel {
  if (impact > 2_500) return 'blocked';
  if (impact > 1_000) return 'high';
  return impact > 500 ? 'warn' : 'low';
}

/**
 * How far the average price of the trade is from the spot price, because the trade itself moves the pool. The fee is not part of
 * it, it is shown on its own: impact = 1 − out ÷ (what `amountIn` less the fee would give at the spot price), rounded up, never
 * negative. `spotPrice` is currency wei for 10^18 coin wei.
 */
export function priceImpact(trade: { side: 'buy' | 'sell'; amountIn: Wei; amountOut: Wei; spotPrice: Wei; fee?: Bps }): Bps {
  const swapped = trade.amountIn * (BPS_WHOLE - BigInt(trade.fee ?? TRADE_FEE));
  // Both sides of the fraction carry the factor BPS_WHOLE.
  const [ideal, out] =
    trade.side === 'buy'
      ? [swapped * ONE_COIN, trade.amountOut * trade.spotPrice * BPS_WHOLE]
      : [swapped * trade.spotPrice, trade.amountOut * ONE_COIN * BPS_WHOLE];
  if (ideal <= out || ideal === 0n) return bps(0);
  return bps(Number(((ideal - out) * BPS_WHOLE + ideal - 1n) / ideal));
}

/** What to show for a quote: the fee (rounded up), the impact and its level, and the least that may arrive. */
export function quoteView(quote: {
  side: 'buy' | 'sell';
  amountIn: Wei;
  amountOut: Wei;
  spotPrice: Wei;
  slippage: Bps;
  fee?: Bps;
}): QuoteView {
  const impact = priceImpact(quote);
  return {
    fee: wei((quote.amountIn * BigInt(quote.fee ?? TRADE_FEE) + BPS_WHOLE - 1n) / BPS_WHOLE),
    priceImpact: impact,
    level: impactLevel(impact),
    minimumReceived: minimumReceived(quote.amountOut, quote.slippage),
  };
}

/** An amount that should have about 5 % impact, offered in place of one that has more: impact grows with the amount. */
export function smallerAmount(amountIn: Wei, impact: Bps): Wei {
  return impact <= 500 ? amountIn : wei((amountIn * 500n) / BigInt(impact));
}
