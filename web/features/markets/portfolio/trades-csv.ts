import { type Wei, wei } from '../../../../shared/kernel/units.ts';
import { positionOf } from '../../../../shared/markets/position.ts';
import { decimalText } from '../../../ui/format/decimal.ts';
import type { OwnTrade } from '../coin-queries.ts';
import { csvOf } from '../csv.ts';
import type { CoinOfTake } from './holdings.ts';

const HEAD = ['time (UTC)', 'coin', 'address', 'side', 'coins', 'ETH', 'realised profit (ETH)', 'Base block', 'transaction'];

/**
 * Somebody's trades as a table for other programs (RFC 4180), oldest first: every amount to its last unit, and what each sale realised over the average cost of the coins bought
 * before it.
 */
export function tradesCsv(trades: readonly OwnTrade[], coins: readonly CoinOfTake[]): string {
  const symbols = new Map(coins.map(each => [each.coin.address, each.coin.symbol]));
  const past = new Map<string, { side: 'buy' | 'sell'; coinAmount: Wei; currencyAmount: Wei }[]>();
  const lines = trades.map(trade => {
    const own = past.get(trade.coin) ?? [];
    const before = positionOf(own).realised;
    own.push({ side: trade.side, coinAmount: wei(trade.coinAmount), currencyAmount: wei(trade.currencyAmount) });
    past.set(trade.coin, own);
    const realised = trade.side === 'sell' ? signed(positionOf(own).realised - before) : '';
    return [
      new Date(trade.at).toISOString(),
      symbols.get(trade.coin) ?? '',
      trade.coin,
      trade.side,
      exact(trade.coinAmount),
      exact(trade.currencyAmount),
      realised,
      String(trade.block),
      trade.hash,
    ];
  });
  return csvOf([HEAD, ...lines]);
}

function exact(amount: bigint): string {
  return decimalText(amount, 18, { places: 18, trim: true });
}

function signed(amount: bigint): string {
  return amount < 0n ? `-${exact(-amount)}` : exact(amount);
}
