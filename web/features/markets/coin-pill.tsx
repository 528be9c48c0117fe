import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { useNow } from '../../lib/clock.ts';
import { Change } from '../../ui/amount/amount.tsx';
import { clockLabel, countdown } from '../../ui/format/time.ts';
import { coinQuery } from './coin-queries.ts';
import { ethUsdQuery } from './eth-usd.ts';
import { BUYING_WAITS } from './launch-fee-words.ts';
import styles from './markets.module.css';
import { changeOfDay, worthCompact } from './money.ts';
import type { Take } from './take.ts';
import { useBuy } from './use-buy.ts';
import { useTradingStop } from './use-trading-stop.ts';

/** Market cap, change and Buy in the deck of a feed card. Nothing while the take has no coin. Prices come from the app's one feed of all prices. */
export function CoinPill({ take }: { take: Take }) {
  const coin = useQuery(coinQuery(take.id)).data;
  const rate = useQuery(ethUsdQuery).data ?? null;
  const stop = useTradingStop();
  const buy = useBuy(take);
  const now = useNow(1000);
  const reason = useId();
  if (!coin) return null;
  const cap = coin.marketCap === null ? 'New' : worthCompact(coin.marketCap, rate).before;
  if (stop) {
    return (
      <div className={styles.pillQuiet} title={stop}>
        <b>{cap}</b> {coin.pricedAt !== null && `at ${clockLabel(coin.pricedAt)}`}
      </div>
    );
  }
  const wait = coin.opensAt - now;
  return (
    <div className={styles.pill}>
      <span className={styles.cap}>
        <b>{cap}</b>
        {wait > 0 ? (
          <>
            Opens in <span role="timer">{countdown(wait)}</span>
          </>
        ) : (
          <>
            <span className="on-paper">
              <Change percent={changeOfDay(coin)} />
            </span>
            <span className="visually-hidden">past 24 h</span>
          </>
        )}
      </span>
      <button
        type="button"
        aria-label={`Buy ${coin.symbol}`}
        aria-describedby={wait > 0 ? reason : undefined}
        aria-disabled={wait > 0 || undefined}
        onClick={() => wait <= 0 && buy('buy')}
      >
        Buy
      </button>
      {wait > 0 && (
        <span id={reason} hidden>
          {BUYING_WAITS}
        </span>
      )}
    </div>
  );
}
