import { useQuery } from '@tanstack/react-query';
import { useNow } from '../../lib/clock.ts';
import { Change, Figure } from '../../ui/amount/amount.tsx';
import { compactCount } from '../../ui/format/compact.ts';
import { dayLabel } from '../../ui/format/time.ts';
import { GrooveLine } from '../../ui/groove-line/groove-line.tsx';
import { pricesQuery } from './coin-queries.ts';
import { courseOf } from './course-of.ts';
import { ethUsdQuery } from './eth-usd.ts';
import styles from './markets.module.css';
import { changeOfDay, worthCompact } from './money.ts';
import { useLiveCoin } from './use-live-coin.ts';

type StageCoinProps = { performanceId: string; title: string; peaks: readonly number[] | undefined; onOpen: () => void };

/** A creator's own coin in a card: cap, change, holders, groove line, live. */
export function StageCoin({ performanceId, title, peaks, onOpen }: StageCoinProps) {
  const coin = useLiveCoin(performanceId).data;
  const rate = useQuery(ethUsdQuery).data ?? null;
  const prices = useQuery({ ...pricesQuery(coin?.address ?? '0x', 'All'), enabled: Boolean(coin) }).data ?? [];
  const now = useNow(60_000);
  if (!coin) return null;
  return (
    <>
      <button type="button" className={styles.stageHead} onClick={onOpen}>
        <span>
          <span className="strong few-lines" dir="auto">
            {title}
          </span>
          <span className="label secondary">
            ${coin.symbol} · {compactCount(coin.holders)} {coin.holders === 1 ? 'holder' : 'holders'}
          </span>
        </span>
        <span className={styles.stageEnd}>
          <Figure text={coin.marketCap === null ? 'New' : worthCompact(coin.marketCap, rate).before} size={28} />
          <span className="label">
            <Change percent={changeOfDay(coin)} /> <span className="secondary">24 h</span>
          </span>
        </span>
      </button>
      <GrooveLine
        peaks={peaks}
        points={courseOf(coin, prices, 'All', now).map(point => ({ at: point.at, value: Number(point.price) }))}
        height={110}
        summary={`The price of ${coin.symbol} since ${dayLabel(coin.launchedAt, now)}`}
      />
    </>
  );
}
