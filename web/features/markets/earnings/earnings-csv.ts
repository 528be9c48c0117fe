import { ETH } from '../../../../shared/markets/base-contracts.ts';
import type { Earned } from '../../../../shared/markets/earnings.ts';
import { exactText } from '../../../ui/format/decimal.ts';
import { csvOf } from '../csv.ts';
import { type Currency, currencyOf } from '../currency.ts';
import type { OwnPayout } from './own-payouts-query.ts';

const HEAD = [
  'coin',
  'address',
  'your part (%)',
  'currency',
  'earned',
  'earned in the coin itself',
  'ETH when paid',
  'past 7 days (ETH when paid)',
];

/** What the viewer's coins earned them as a table for other programs (RFC 4180), every amount to its last unit. Empty where it is not known. */
export function earningsCsv(
  earned: readonly Earned[],
  payouts: readonly OwnPayout[],
  names: ReadonlyMap<string, Currency>,
): string {
  const rows = earned.map(each => {
    const own = payouts.filter(payout => payout.coin === each.coin);
    const currency = currencyOf(each.currency, names);
    return [
      own[0]?.symbol ?? '',
      each.coin,
      String(own.reduce((sum, { bps }) => sum + bps, 0) / 100),
      each.currency === ETH ? 'ETH' : `${currency.symbol} ${each.currency}`,
      exactText(each.currencyAmount, currency.decimals),
      exactText(each.coinAmount, 18),
      each.ethAmount === null ? '' : exactText(each.ethAmount, 18),
      each.weekEthAmount === null ? '' : exactText(each.weekEthAmount, 18),
    ];
  });
  return csvOf([HEAD, ...rows]);
}
