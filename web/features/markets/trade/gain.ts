import { wei } from '../../../../shared/kernel/units.ts';
import { type ValuedTrade, valuedPositionOf } from '../../../../shared/markets/position.ts';
import type { Address } from '../coin.ts';
import type { OwnTrade } from '../coin-queries.ts';

/** A wallet's trades in the form of the sums, one coin's, oldest first. */
export function tradesOf(trades: readonly OwnTrade[], coin: Address): ValuedTrade[] {
  return trades
    .filter(trade => trade.coin === coin)
    .map(({ side, coinAmount, currencyAmount, ethAmount }) => ({
      side,
      coinAmount: wei(coinAmount),
      currencyAmount: wei(currencyAmount),
      ethAmount: ethAmount === null ? null : wei(ethAmount),
    }));
}

/**
 * What a sale of `amount` for `amountOut` ETH wei would gain over the average cost, in ETH wei; negative for a loss. Null when
 * these coins were not bought here, or what they cost in ETH is not known.
 */
export function gainOf(trades: readonly OwnTrade[], coin: Address, amount: bigint, amountOut: bigint): bigint | null {
  const own = tradesOf(trades, coin);
  const before = valuedPositionOf(own);
  if (before.unit !== 'eth' || before.position.coins < amount || amount === 0n) return null;
  const sale = { side: 'sell', coinAmount: wei(amount), currencyAmount: wei(0n), ethAmount: wei(amountOut) } as const;
  return valuedPositionOf([...own, sale]).position.realised - before.position.realised;
}
