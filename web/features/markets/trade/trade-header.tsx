import { useQuery } from '@tanstack/react-query';
import { CheckedPicture } from '../../../lib/checked-picture.tsx';
import { Change } from '../../../ui/amount/amount.tsx';
import { changeText } from '../../../ui/format/percent.ts';
import { coinQuery } from '../coin-queries.ts';
import { ethUsdQuery } from '../eth-usd.ts';
import { changeOfDay, worthCompact } from '../money.ts';
import styles from './trade.module.css';
import type { TradeSession } from './trade-session.ts';

/** Whose coin this is, above the trade. */
export function TradeHeader({ session }: { session: TradeSession }) {
  const { subject } = session;
  const coin = useQuery(coinQuery(subject.coin.performanceId)).data ?? subject.coin;
  const rate = useQuery(ethUsdQuery).data ?? null;
  const change = changeOfDay(coin);
  return (
    <div className={styles.subject}>
      {subject.posterUrl ? (
        <CheckedPicture className={styles.thumb} src={subject.posterUrl} />
      ) : (
        <span className={styles.thumb} style={{ background: `var(--flat-${subject.ink})` }} />
      )}
      <div>
        <div className="heading-2">${coin.symbol}</div>
        <div className="label secondary">
          {coin.marketCap === null ? 'No price yet' : `${worthCompact(coin.marketCap, rate).before} cap`}
          {change !== null && (changeText(change).direction === 'none' ? ' · ' : ' ')}
          <Change percent={change} />
        </div>
      </div>
    </div>
  );
}
