import { useRef } from 'react';
import { DataTable } from '../../ui/chart/data-table.tsx';
import { useWidth } from '../../ui/chart/use-width.ts';
import type { Candle } from './candles-query.ts';
import styles from './markets.module.css';

type CandleChartProps = {
  candles: readonly Candle[];
  height?: number;
  summary: string;
  describe: (candle: Candle) => { time: string; value: string };
};

const PAD = 6;
const WIDEST = 12;

/** Open, high, low and close, for those who read prices so. A hollow body rose, a full one fell: colour says it a second time. */
export function CandleChart({ candles, height = 150, summary, describe }: CandleChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box, 392);
  const [low, high] = [Math.min(...candles.map(each => Number(each.low))), Math.max(...candles.map(each => Number(each.high)))];
  const span = high - low || 1;
  const y = (price: bigint) => PAD + (1 - (Number(price) - low) / span) * (height - 2 * PAD);
  const step = width / Math.max(candles.length, 1);
  const body = Math.max(2, Math.min(WIDEST, step * 0.64));
  return (
    <figure className={styles.candles}>
      <div ref={box} style={{ height }}>
        <svg role="img" aria-label={summary} width={width} height={height} viewBox={`0 0 ${width} ${height}`}>
          {candles.map((candle, i) => {
            const x = (i + 0.5) * step;
            const [top, bottom] = candle.close >= candle.open ? [candle.close, candle.open] : [candle.open, candle.close];
            return (
              <g key={candle.at} className={candle.close >= candle.open ? styles.rose : styles.fell}>
                <line x1={x} x2={x} y1={y(candle.high)} y2={y(top)} />
                <line x1={x} x2={x} y1={y(bottom)} y2={y(candle.low)} />
                <rect x={x - body / 2} y={y(top)} width={body} height={Math.max(1.5, y(bottom) - y(top))} />
              </g>
            );
          })}
        </svg>
      </div>
      <DataTable
        caption={summary}
        columns={['Time', 'Open, high, low, close']}
        rows={candles
          .slice(-40)
          .map(describe)
          .map(({ time, value }) => [time, value])}
      />
    </figure>
  );
}
