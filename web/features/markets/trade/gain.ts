import { wei } from '../../../../shared/kernel/units.ts';
import { positionOf } from '../../../../shared/markets/position.ts';
import type { Address } from '../coin.ts';
import type { OwnTrade } from '../coin-queries.ts';

/** A wallet's trades in the form of the sums, one coin's, oldest first. */
export function tradesOf(trades: readonly OwnTrade[], coin: Address) {
  return trades
    .filter(trade => trade.coin === coin)
    .map(trade => ({ side: trade.side, coinAmount: wei(trade.coinAmount), currencyAmount: wei(trade.currencyAmount) }));
}

/** What a sale of `amount` for `amountOut` would gain over the average cost, in wei; negative for a loss. Null when these coins were not bought here. */
export function gainOf(trades: readonly OwnTrade[], coin: Address, amount: bigint, amountOut: bigint): bigint | null {
  const own = tradesOf(trades, coin);
  const before = positionOf(own);
  if (before.coins < amount || amount === 0n) return null;
  const after = positionOf([...own, { side: 'sell', coinAmount: wei(amount), currencyAmount: wei(amountOut) }]);
  return after.realised - before.realised;
}
