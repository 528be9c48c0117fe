import { type ValuedTrade, valuedPositionOf } from '../../../../shared/markets/position.ts';
import { exactText } from '../../../ui/format/decimal.ts';
import type { OwnTrade } from '../coin-queries.ts';
import { csvOf } from '../csv.ts';
import { type Currency, currencyOf } from '../currency.ts';
import { tradesOf } from '../trade/gain.ts';
import type { CoinOfTake } from './holdings.ts';

const HEAD = [
  'time (UTC)',
  'coin',
  'address',
  'side',
  'coins',
  'paid or received',
  'currency',
  'ETH then',
  'realised profit',
  'profit in',
  'Base block',
  'transaction',
];
const COIN_DECIMALS = 18;

/**
 * Somebody's trades as a table for other programs, oldest first, every amount to its last unit and in its own currency. With each
 * sale stands what it realised over the average cost of the coins bought before it. That is in ETH; or in the coin's currency,
 * where the worth in ETH of one of its trades is not known (empty in "ETH then").
 */
export function tradesCsv(
  trades: readonly OwnTrade[],
  coins: readonly CoinOfTake[],
  names?: ReadonlyMap<string, Currency>,
): string {
  const known = new Map(coins.map(each => [each.coin.address, each.coin]));
  const units = new Map(
    [...new Set(trades.map(each => each.coin))].map(coin => [coin, valuedPositionOf(tradesOf(trades, coin)).unit]),
  );
  const past = new Map<string, ValuedTrade[]>();
  const lines = trades.map(trade => {
    const coin = known.get(trade.coin);
    const currency = coin ? currencyOf(coin.currency, names) : { symbol: '', decimals: COIN_DECIMALS };
    const unit = units.get(trade.coin) === 'eth' ? { symbol: 'ETH', decimals: 18 } : currency;
    const own = past.get(trade.coin) ?? [];
    past.set(trade.coin, own);
    const before = realisedIn(own, unit.symbol === 'ETH');
    own.push(...tradesOf([trade], trade.coin));
    const sold = trade.side === 'sell';
    return [
      new Date(trade.at).toISOString(),
      coin?.symbol ?? '',
      trade.coin,
      trade.side,
      exactText(trade.coinAmount, COIN_DECIMALS),
      exactText(trade.currencyAmount, currency.decimals),
      currency.symbol,
      trade.ethAmount === null ? '' : exactText(trade.ethAmount, 18),
      sold ? exactText(realisedIn(own, unit.symbol === 'ETH') - before, unit.decimals) : '',
      sold ? unit.symbol : '',
      String(trade.block),
      trade.hash,
    ];
  });
  return csvOf([HEAD, ...lines]);
}

/** Realised so far, in the unit that the whole of the coin's trades is counted in, and not the one that fits those before. */
function realisedIn(own: readonly ValuedTrade[], inEth: boolean): bigint {
  const counted = inEth ? own : own.map(each => ({ ...each, ethAmount: null }));
  return own.length === 0 ? 0n : valuedPositionOf(counted).position.realised;
}
