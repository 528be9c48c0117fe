import { useRef } from 'react';
import { DataTable } from '../chart/data-table.tsx';
import { pathOf } from '../chart/path-of.ts';
import { useWidth } from '../chart/use-width.ts';
import { compactCount } from '../format/compact.ts';
import styles from './climb-chart.module.css';
import { climbOf, type ScorePoint, scoreAt } from './geometry.ts';

type ClimbChartProps = {
  /** Oldest first. */
  points: readonly ScorePoint[];
  threshold: number;
  /** Name of the threshold: "Viral line". */
  thresholdLabel: string;
  /** When the threshold was crossed, unix ms. */
  crossedAt?: number | null | undefined;
  /** Span of the axis, unix ms. */
  from: number;
  to: number;
  /** Words for a time on the axis. */
  timeLabel: (at: number) => string;
  /** Word at the end of the axis; the time of `to` by default. */
  endLabel?: string | undefined;
  /** What the drawing says, in a sentence. */
  summary: string;
  height?: number;
};

const LEFT = 34;

/** A score from zero towards its threshold, which is a dashed line with its name. */
export function ClimbChart(props: ClimbChartProps) {
  const { points, threshold, thresholdLabel, crossedAt, from, to, timeLabel, endLabel, summary, height = 176 } = props;
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box, 392);
  const bottom = height - 22;
  // Within a few minutes it says the same as an end.
  const middle = timeLabel((from + to) / 2);
  const plot = { left: LEFT, right: width - 6, top: 10, bottom };
  const { line, xOf, yOf } = climbOf(points, threshold, { from, to }, plot);
  const path = pathOf(line);
  const first = line[0];
  const last = line.at(-1);
  const goal = yOf(threshold);
  return (
    <figure className={styles.figure}>
      <div ref={box} style={{ height }}>
        <svg
          role="img"
          aria-label={summary}
          width={width}
          height={height}
          viewBox={`0 0 ${width} ${height}`}
          className={styles.chart}
        >
          {[0, threshold / 2].map(score => (
            <g key={score}>
              <line x1={LEFT} x2={width} y1={yOf(score)} y2={yOf(score)} className={styles.grid} />
              <text x={LEFT - 6} y={yOf(score) + 4} textAnchor="end">
                {compactCount(score)}
              </text>
            </g>
          ))}
          {first && last && <path d={`${path}L${last.x} ${bottom}L${first.x} ${bottom}Z`} className={styles.area} />}
          <line x1={LEFT} x2={width} y1={goal} y2={goal} className={styles.goal} />
          <text x={LEFT - 6} y={goal + 4} textAnchor="end" className={styles.strong}>
            {compactCount(threshold)}
          </text>
          <text x={LEFT + 4} y={goal - 7} className={styles.strong}>
            {thresholdLabel}
          </text>
          <path d={path} className={styles.line} />
          {crossedAt && (
            <Crossing
              place={{ x: xOf(crossedAt), y: yOf(scoreAt(points, crossedAt)) }}
              bottom={bottom}
              width={width}
              label={`Crossed ${timeLabel(crossedAt)}`}
            />
          )}
          <text x={LEFT} y={height - 4}>
            {timeLabel(from)}
          </text>
          {width >= 280 && middle !== timeLabel(from) && middle !== timeLabel(to) && (
            <text x={(plot.left + plot.right) / 2} y={height - 4} textAnchor="middle">
              {middle}
            </text>
          )}
          <text x={plot.right} y={height - 4} textAnchor="end">
            {endLabel ?? timeLabel(to)}
          </text>
        </svg>
      </div>
      {points.length > 0 && (
        <DataTable
          caption={summary}
          columns={['Time', 'Score']}
          rows={points.slice(-60).map(({ at, score }) => [timeLabel(at), Math.floor(score).toString()])}
        />
      )}
    </figure>
  );
}

type CrossingProps = { place: { x: number; y: number }; bottom: number; width: number; label: string };

/** Where the line met its threshold; the words stand on the side where there is more room. */
function Crossing({ place: { x, y }, bottom, width, label }: CrossingProps) {
  const wordsLeft = x > width / 2;
  return (
    <>
      <line x1={x} x2={x} y1={y} y2={bottom} className={styles.crossing} />
      <circle cx={x} cy={y} r={6} className={styles.dot} />
      <text x={x + (wordsLeft ? -8 : 8)} y={bottom - 10} textAnchor={wordsLeft ? 'end' : 'start'} className={styles.strong}>
        {label}
      </text>
    </>
  );
}
