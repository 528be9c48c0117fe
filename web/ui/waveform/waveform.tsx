import { useRef } from 'react';
import { useWidth } from '../chart/use-width.ts';
import { cx } from '../cx.ts';
import { barCount, barHeights } from './bars.ts';
import styles from './waveform.module.css';

type WaveformProps = {
  /** Loudness along the take, any scale; undefined while it is not known: a still, even line. */
  peaks: readonly number[] | undefined;
  /** Part that was played, 0 to 1. */
  played?: number;
  height?: number;
  /** Px from bar to bar. */
  pitch?: number;
  /** Px of a bar. */
  bar?: number;
  className?: string;
};

/** The take's own loudness as bars. Hidden from readers: the slider over it speaks. */
export function Waveform({ peaks, played = 0, height = 34, pitch = 4.2, bar = 2.2, className }: WaveformProps) {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box, 310);
  const heights = barHeights(peaks ?? [], barCount(width, pitch));
  const step = width / heights.length;
  return (
    <div ref={box} aria-hidden="true" className={cx(styles.wave, className)} style={{ height }}>
      <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="presentation">
        {heights.map((part, at) => (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place
            key={at}
            x={at * step}
            y={(height * (1 - part)) / 2}
            width={bar}
            height={height * part}
            rx={0.8}
            className={(at + 0.5) / heights.length <= played ? styles.played : styles.rest}
          />
        ))}
      </svg>
    </div>
  );
}
