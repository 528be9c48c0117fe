import { barHeights } from '../waveform/bars.ts';

export type PricePoint = {
  /** Unix ms. */
  at: number;
  /** Any unit; only proportions are drawn. */
  value: number;
};

export type GrooveSize = { width: number; height: number };
export type Bar = { x: number; y: number; height: number };
export type Place = { x: number; y: number };
export type Groove = {
  pitch: number;
  /** Where sound becomes price. */
  cut: number;
  sound: Bar[];
  line: Place[];
  texture: Bar[];
};

const PITCH = 4.2;
/** Part of the width that is sound, and the part of the sound from which it narrows to the first price. */
const SOUND = 0.34;
const TAIL = 0.58;
/** Room for words above the drawing, and for the dot at the end of the line. */
const TOP = 20;
const END = 7;
const LEAST_BAR = 3;

/** Where everything stands: the sound, the cut, the price line and the texture below it. Prices are scaled to their own range and leave 16 % below. */
export function grooveOf(
  peaks: readonly number[] | undefined,
  points: readonly PricePoint[],
  { width, height }: GrooveSize,
): Groove {
  const hasLine = points.length > 1;
  const cut = Math.round(width * (hasLine ? SOUND : 0.62) * 10) / 10;
  const line = placesOf(points, cut, width - END, height);
  const first = line[0]?.y ?? height * 0.72;
  return { pitch: PITCH, cut, sound: soundOf(peaks, cut, first, height), line, texture: textureBelow(line, height) };
}

function placesOf(points: readonly PricePoint[], from: number, to: number, height: number): Place[] {
  const start = points[0];
  const end = points.at(-1);
  if (!start || !end || points.length < 2) return [];
  const values = points.map(point => point.value);
  const low = Math.min(...values);
  const range = Math.max(...values) - low;
  const floor = height - (height - TOP) * 0.16;
  const ceiling = TOP + 8;
  const time = Math.max(1, end.at - start.at);
  return points.map(({ at, value }) => ({
    x: from + ((at - start.at) / time) * (to - from),
    y: range === 0 ? (floor + ceiling) / 2 : floor - ((value - low) / range) * (floor - ceiling),
  }));
}

function soundOf(peaks: readonly number[] | undefined, cut: number, firstPrice: number, height: number): Bar[] {
  const count = Math.max(4, Math.floor(cut / PITCH));
  const middle = TOP + (height - TOP) * 0.56;
  const room = (height - TOP) * 0.86;
  return barHeights(peaks ?? [], count).map((part, at) => {
    const tail = Math.max(0, (at / (count - 1) - TAIL) / (1 - TAIL));
    const tall = Math.max(LEAST_BAR, part * room * (1 - tail) ** 0.9);
    const centre = middle + (firstPrice - middle) * tail ** 1.5;
    return { x: (at / count) * cut, y: Math.min(Math.max(TOP, centre - tall / 2), height - tall), height: tall };
  });
}

function textureBelow(line: readonly Place[], height: number): Bar[] {
  const start = line[0];
  const end = line.at(-1);
  if (!start || !end) return [];
  const bars: Bar[] = [];
  let piece = 0;
  for (let x = start.x + PITCH; x <= end.x; x += PITCH) {
    while (piece < line.length - 2 && (line[piece + 1]?.x ?? x) < x) piece += 1;
    const a = line[piece] ?? start;
    const b = line[piece + 1] ?? end;
    const y = a.y + (b.x === a.x ? 1 : (x - a.x) / (b.x - a.x)) * (b.y - a.y) + 5;
    if (y < height) bars.push({ x, y, height: height - y });
  }
  return bars;
}

/** The least y of a line between two x: what is above it there is free. Infinity where it has no part there. */
export function highestBetween(line: readonly Place[], from: number, to: number): number {
  let highest = Number.POSITIVE_INFINITY;
  for (const [at, a] of line.entries()) {
    const b = line[at + 1];
    if (!b || b.x < from || a.x > to) continue;
    const yAt = (x: number) => (b.x === a.x ? Math.min(a.y, b.y) : a.y + ((x - a.x) / (b.x - a.x)) * (b.y - a.y));
    highest = Math.min(highest, yAt(Math.max(from, a.x)), yAt(Math.min(to, b.x)));
  }
  return highest;
}

/** At most about `most` of the points: of each stretch its first, lowest, highest and last, so that no peak is lost. */
export function thinned<P extends PricePoint>(points: readonly P[], most: number): P[] {
  if (points.length <= most) return [...points];
  const stretches = Math.max(1, Math.floor(most / 4));
  const kept = new Set<P>();
  for (let stretch = 0; stretch < stretches; stretch += 1) {
    const part = points.slice(
      Math.floor((stretch * points.length) / stretches),
      Math.floor(((stretch + 1) * points.length) / stretches),
    );
    const byValue = [...part].sort((a, b) => a.value - b.value);
    for (const point of [part[0], byValue[0], byValue.at(-1), part.at(-1)]) if (point) kept.add(point);
  }
  return points.filter(point => kept.has(point));
}

/** The point whose place is nearest to `x`, as its index; -1 without points. */
export function nearestTo(x: number, line: readonly Place[]): number {
  let best = -1;
  let distance = Number.POSITIVE_INFINITY;
  for (const [at, place] of line.entries()) {
    if (Math.abs(place.x - x) >= distance) continue;
    best = at;
    distance = Math.abs(place.x - x);
  }
  return best;
}
