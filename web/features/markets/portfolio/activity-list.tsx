import { useNow } from '../../../lib/clock.ts';
import { useStore } from '../../../lib/store.ts';
import { LiveMark } from '../../../ui/badge/badge.tsx';
import { Button } from '../../../ui/button/button.tsx';
import { tokenCompact } from '../../../ui/format/money.ts';
import { timeLabel } from '../../../ui/format/time.ts';
import { Section } from '../../../ui/layout/layout.tsx';
import { List, ListRow } from '../../../ui/list/list.tsx';
import type { OwnTrade } from '../coin-queries.ts';
import { amountText, type Currency, currencyOf } from '../currency.ts';
import type { EthUsd } from '../eth-usd.ts';
import { worthText } from '../money.ts';
import { settlingStore } from '../trade/trade-session.ts';
import { openTradeSheet } from '../trade/trade-sheet-store.ts';
import { amountLabel } from '../trade/trade-words.ts';
import type { CoinOfTake } from './holdings.ts';
import { Thumb } from './thumb.tsx';

type ActivityListProps = {
  trades: readonly OwnTrade[];
  coins: readonly CoinOfTake[];
  rate: EthUsd | null;
  /** Currencies other than ETH that trades were in. */
  names: ReadonlyMap<string, Currency> | undefined;
  hidden: boolean;
  openTake: (performanceId: string) => void;
  /** Saves all of it, not only the rows shown. */
  onExport: () => void;
};

const MOST_ROWS = 20;

/** What the viewer traded, newest first; above it what is still settling. */
export function ActivityList({ trades, coins, rate, names, hidden, openTake, onExport }: ActivityListProps) {
  const now = useNow(10_000);
  const settling = useStore(settlingStore);
  const byAddress = new Map(coins.map(each => [each.coin.address, each]));
  const newest = [...trades].reverse().slice(0, MOST_ROWS);
  if (newest.length === 0 && settling.length === 0) return null;
  return (
    <Section
      title="Activity"
      aside={
        newest.length > 0 && (
          <Button variant="text" size="small" onClick={onExport}>
            Export CSV
          </Button>
        )
      }
    >
      <List label="Activity">
        {settling.map(session => {
          const { side, amount } = session.state.get();
          const { coin, posterUrl } = session.subject;
          return (
            <ListRow
              key={coin.address}
              lead={<Thumb url={posterUrl} ink={byAddress.get(coin.address)?.ink ?? 'bone'} small />}
              title={`${side === 'buy' ? 'Buying' : 'Selling'} ${coin.symbol}`}
              detail={<LiveMark>Settling on Base</LiveMark>}
              end={hidden ? '•••' : amountLabel(amount ?? 0n, side, coin.symbol)}
              onSelect={() => openTradeSheet(session.subject, session.state.get().side)}
            />
          );
        })}
        {newest.map(trade => {
          const of = byAddress.get(trade.coin);
          return (
            <ListRow
              key={`${trade.hash} ${trade.logIndex}`}
              lead={<Thumb url={of?.posterUrl ?? null} ink={of?.ink ?? 'bone'} small />}
              title={`${trade.side === 'buy' ? 'Bought' : 'Sold'} ${of?.coin.symbol ?? 'a coin'}`}
              detail={timeLabel(trade.at, now, { ago: true })}
              end={
                <span className="tabular">
                  {hidden ? '•••' : `${trade.side === 'buy' ? '+' : '−'}${tokenCompact(trade.coinAmount)}`}
                </span>
              }
              endDetail={<span className="tabular">{hidden ? '•••' : movedText(trade, of?.coin, { rate, names })}</span>}
              onSelect={of && (() => openTake(of.coin.performanceId))}
            />
          );
        })}
      </List>
    </Section>
  );
}

/** What a trade was worth then; where that is not known, what it moved in the currency that the coin is paired with. */
function movedText(
  { ethAmount, currencyAmount }: OwnTrade,
  coin: CoinOfTake['coin'] | undefined,
  { rate, names }: Pick<ActivityListProps, 'rate' | 'names'>,
): string {
  if (ethAmount !== null) return worthText(ethAmount, rate).before;
  return coin ? amountText(currencyAmount, currencyOf(coin.currency, names)) : '';
}
