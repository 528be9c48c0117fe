import type { Earned } from '../../../../shared/markets/earnings.ts';
import { tokenCompact } from '../../../ui/format/money.ts';
import { List, ListRow } from '../../../ui/list/list.tsx';
import { amountText, type Currency, currencyOf } from '../currency.ts';
import type { EthUsd } from '../eth-usd.ts';
import { worthText } from '../money.ts';
import { Thumb } from '../portfolio/thumb.tsx';
import styles from './earnings.module.css';
import type { OwnPayout } from './own-payouts-query.ts';

type CoinEarningsProps = {
  earned: readonly Earned[];
  payouts: readonly OwnPayout[];
  names: ReadonlyMap<string, Currency>;
  rate: EthUsd | null;
  openTake: (performanceId: string) => void;
};

/** What each coin earned the viewer, in the currency that it was paid in. */
export function CoinEarnings({ earned, payouts, names, rate, openTake }: CoinEarningsProps) {
  return (
    <List label="Earnings by coin">
      {earned.map(each => {
        const own = payouts.filter(payout => payout.coin === each.coin);
        const [of] = own;
        if (!of) return null;
        const bps = own.reduce((sum, { bps: part }) => sum + part, 0);
        return (
          <ListRow
            key={`${each.coin} ${each.currency}`}
            lead={<Thumb url={of.posterUrl} ink={of.ink} />}
            title={of.title}
            detail={
              <>
                ${of.symbol}, {bps === 10_000 ? 'all of it yours' : `${bps / 100}% yours`}
                {!of.isOwn && <span className={styles.line}>Shared with you</span>}
              </>
            }
            end={<span className="tabular">{amountText(each.currencyAmount, currencyOf(each.currency, names))}</span>}
            endDetail={
              <span className="tabular">
                {worthWords(each, rate)}
                {each.coinAmount > 0n && (
                  <span className={styles.line}>
                    and {tokenCompact(each.coinAmount)} {of.symbol}
                  </span>
                )}
              </span>
            }
            onSelect={() => openTake(of.performanceId)}
          />
        );
      })}
    </List>
  );
}

function worthWords({ ethAmount, currencyAmount }: Earned, rate: EthUsd | null): string {
  if (ethAmount !== null) return worthText(ethAmount, rate).before;
  return currencyAmount > 0n ? 'Worth not known' : 'Nothing yet';
}
