import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { wei } from '../../../shared/kernel/units.ts';
import { marketCap } from '../../../shared/markets/price.ts';
import { useNow } from '../../lib/clock.ts';
import { Chip } from '../../ui/chip/chip.tsx';
import { clockLabel, dayLabel } from '../../ui/format/time.ts';
import { CandleChart } from './candle-chart.tsx';
import { candlesQuery } from './candles-query.ts';
import type { Coin } from './coin.ts';
import type { Range } from './coin-queries.ts';
import type { EthUsd } from './eth-usd.ts';
import styles from './markets.module.css';
import { worthCompact } from './money.ts';
import { useRoomy } from './use-roomy.ts';

/** Fewer trades than this draw candles that say less than their line. */
const ENOUGH_TRADES = 30;

type CourseProps = { coin: Coin; range: Range; rate: EthUsd | null; trades: number; children: ReactNode };

/** A coin's course: its line, or candles for those who choose them, where there is room and there are trades enough. */
export function Course({ coin, range, rate, trades, children }: CourseProps) {
  const [candles, setCandles] = useState(false);
  const roomy = useRoomy();
  if (!roomy || trades < ENOUGH_TRADES) return children;
  return (
    <>
      <div className={styles.drawn}>
        <Chip on={!candles} onClick={() => setCandles(false)}>
          Line
        </Chip>
        <Chip on={candles} onClick={() => setCandles(true)}>
          Candles
        </Chip>
      </div>
      {candles ? <Candles coin={coin} range={range} rate={rate} /> : children}
    </>
  );
}

function Candles({ coin, range, rate }: Pick<CourseProps, 'coin' | 'range' | 'rate'>) {
  const now = useNow(60_000);
  const candles = useQuery(candlesQuery(coin.address, range, coin.launchedAt)).data ?? [];
  const cap = (price: bigint) => worthCompact(marketCap(wei(price)), rate).before;
  return (
    <CandleChart
      candles={candles}
      summary={`Candles of the market cap of ${coin.symbol}: ${candles.length}, the newest at the right.`}
      describe={({ at, open, high, low, close }) => ({
        time: `${dayLabel(at, now)} ${clockLabel(at)}`,
        value: [open, high, low, close].map(cap).join(', '),
      })}
    />
  );
}
