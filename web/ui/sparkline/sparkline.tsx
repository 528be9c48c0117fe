import styles from './sparkline.module.css';

type SparklineProps = { values: readonly number[]; width?: number; height?: number };

/** The shape of a course in the colour of text; the change beside it carries the meaning, so readers skip it. */
export function Sparkline({ values, width = 64, height = 28 }: SparklineProps) {
  if (values.length < 2) return null;
  const low = Math.min(...values);
  const range = Math.max(...values) - low || 1;
  const places = values.map((value, at) => ({
    x: 2 + (at / (values.length - 1)) * (width - 6),
    y: height - 4 - ((value - low) / range) * (height - 8),
  }));
  const end = places.at(-1);
  return (
    <svg aria-hidden="true" width={width} height={height} viewBox={`0 0 ${width} ${height}`} className={styles.spark}>
      <polyline points={places.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ')} />
      {end && <circle cx={end.x} cy={end.y} r={3} />}
    </svg>
  );
}
