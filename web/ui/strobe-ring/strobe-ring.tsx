import { cx } from '../cx.ts';
import styles from './strobe-ring.module.css';
import { ringTicks } from './ticks.ts';

type StrobeRingProps = {
  value: number;
  /** What a full ring means. */
  target: number;
  size?: 48 | 60 | 72 | 132;
  state?: 'climbing' | 'crossed' | 'stale' | 'closed';
  /** What is measured, for readers: "73 percent of the way to the viral line". */
  label: string;
};

/** Ticks like the edge of a turntable's platter: one for each fortieth of the way. Never a spinner. Shows percent; points at 132. */
export function StrobeRing({ value, target, size = 60, state = 'climbing', label }: StrobeRingProps) {
  const part = state === 'crossed' ? 1 : target > 0 ? Math.min(1, Math.max(0, value / target)) : 0;
  const shown = size === 132 ? Math.floor(value).toString() : `${Math.floor(part * 100)}%`;
  return (
    <span role="img" aria-label={label} className={cx(styles.ring, styles[state])} style={{ width: size, height: size }}>
      <svg aria-hidden="true" width={size} height={size} viewBox={`0 0 ${size} ${size}`}>
        {ringTicks(size, state === 'closed' ? 0 : part).map(tick => (
          <line
            key={`${tick.x1} ${tick.y1}`}
            x1={tick.x1}
            y1={tick.y1}
            x2={tick.x2}
            y2={tick.y2}
            className={tick.on ? styles.on : styles.off}
            strokeWidth={size * (size > 100 ? 0.038 : 0.034)}
          />
        ))}
        {state === 'crossed' && (
          <path
            d="M-6 .5-2 4.5 6-4.5"
            className={styles.tick}
            transform={`translate(${size / 2} ${size / 2}) scale(${size / 60})`}
          />
        )}
      </svg>
      {state === 'closed' ? (
        <span className={styles.words}>Window closed</span>
      ) : (
        state !== 'crossed' && <span style={{ fontSize: size === 132 ? 34 : size * 0.26 }}>{shown}</span>
      )}
    </span>
  );
}
