import { type CSSProperties, type PointerEvent, useId, useMemo, useRef, useState } from 'react';
import { DataTable } from '../chart/data-table.tsx';
import { pathOf } from '../chart/path-of.ts';
import { useWidth } from '../chart/use-width.ts';
import { cx } from '../cx.ts';
import { type Groove, grooveOf, nearestTo, type PricePoint, thinned } from './geometry.ts';
import styles from './groove-line.module.css';
import { Marker } from './marker.tsx';
import { useMoment } from './use-moment.ts';

type GrooveLineProps<P extends PricePoint> = {
  peaks: readonly number[] | undefined;
  /** Real points only, oldest first. With fewer than two there is no line. */
  points: readonly P[];
  /** Words at the cut: "Became a coin, 14 Nov". */
  cutLabel?: string;
  /** True events on the line: "You bought". */
  markers?: readonly { at: number; label: string }[];
  height?: number;
  /** What the drawing says, in a sentence. */
  summary: string;
  /** Words for the table. Without them there is no table. */
  describe?: ((point: P) => { time: string; value: string }) | undefined;
  /** Told the point under the pointer while somebody reads the line, and null when they stop. */
  onRead?: ((point: P | null) => void) | undefined;
  /** A drawing of what will be, not of data: everything in the colour of outlines and a flat line. */
  still?: boolean;
  /** Plays, once on this device for this key, how the sound becomes the line. */
  momentKey?: string | undefined;
};

/** The sound of a take that turns into the line of a price. */
export function GrooveLine<P extends PricePoint>(props: GrooveLineProps<P>) {
  const { peaks, points, cutLabel, markers = [], height = 150, summary, describe, onRead, still, momentKey } = props;
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box, 392);
  const drawn = useMemo(() => thinned(points, Math.max(64, width)), [points, width]);
  const groove = useMemo(() => grooveOf(peaks, drawn, { width, height }), [peaks, drawn, width, height]);
  const end = groove.line.at(-1);
  const moment = useMoment(end ? momentKey : undefined);
  const { read, reading } = useReading(groove, at => onRead?.(drawn[at] ?? null));
  const shown = groove.line[read];
  const dot = shown ?? end;
  return (
    <figure className={styles.figure}>
      <div ref={box} className={cx(styles.box, still && styles.still, moment && styles.moment)} style={{ height }}>
        <svg role="img" aria-label={summary} width={width} height={height} viewBox={`0 0 ${width} ${height}`} {...reading}>
          <Sound groove={groove} width={width} />
          {groove.texture.map(bar => (
            <rect key={bar.x} x={bar.x - 1.1} y={bar.y} width={2.2} height={bar.height} className={styles.texture} />
          ))}
          <line x1={groove.cut} x2={groove.cut} y1={18} y2={height} className={styles.cut} />
          {still && <line x1={groove.cut} x2={width} y1={height * 0.72} y2={height * 0.72} className={styles.line} />}
          {end && <path d={pathOf(groove.line)} pathLength={1} className={styles.line} />}
          {markers.map(marker => (
            <Marker
              key={`${marker.at} ${marker.label}`}
              line={groove.line}
              at={nearestInTime(marker.at, drawn)}
              label={marker.label}
              width={width}
            />
          ))}
          {shown && <line x1={shown.x} x2={shown.x} y1={18} y2={height} className={styles.hair} />}
          {dot && <circle cx={dot.x} cy={dot.y} r={5} className={styles.dot} />}
        </svg>
        {cutLabel && (
          <p className={cx(styles.words, styles.atCut)} aria-hidden="true">
            <span style={{ flexBasis: groove.cut + 6 }} />
            <span>{cutLabel}</span>
          </p>
        )}
      </div>
      {describe && points.length > 1 && (
        <DataTable
          caption={summary}
          columns={['Time', 'Value']}
          rows={thinned(points, 40)
            .map(describe)
            .map(({ time, value }) => [time, value])}
        />
      )}
    </figure>
  );
}

/** Which point of the line is under the pointer, -1 for none; `reading` is what the drawing listens to for it. */
function useReading(groove: Groove, onRead: (at: number) => void) {
  const [read, setRead] = useState(-1);
  const tell = (at: number) => {
    if (at === read) return;
    setRead(at);
    onRead(at);
  };
  const follow = (event: PointerEvent<SVGSVGElement>) => {
    if (event.pointerType === 'touch' && event.buttons === 0) return;
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left;
    tell(x < groove.cut ? -1 : nearestTo(x, groove.line));
  };
  const stop = () => tell(-1);
  const reading = {
    onPointerDown: follow,
    onPointerMove: follow,
    onPointerUp: stop,
    onPointerLeave: stop,
    onPointerCancel: stop,
  };
  return { read, reading };
}

/** The bars of the sound, which take the colour of the line as they come near it. */
function Sound({ groove: { sound, cut }, width }: { groove: Groove; width: number }) {
  const tone = useId();
  return (
    <>
      <linearGradient id={tone} gradientUnits="userSpaceOnUse" x1="0" x2={cut} y1="0" y2="0">
        <stop offset="0.5" className={styles.toneFrom} />
        <stop offset="0.95" className={styles.toneTo} />
      </linearGradient>
      <g className={styles.sound} style={{ '--stretch': width / cut } as CSSProperties}>
        {sound.map(bar => (
          <rect key={bar.x} x={bar.x} y={bar.y} width={2.2} height={bar.height} rx={0.8} fill={`url(#${tone})`} />
        ))}
      </g>
    </>
  );
}

function nearestInTime(at: number, points: readonly PricePoint[]): number {
  return nearestTo(
    at,
    points.map(point => ({ x: point.at, y: 0 })),
  );
}
