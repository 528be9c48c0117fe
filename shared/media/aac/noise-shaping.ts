import type { Bands } from './bands.ts';
import type { BitReader } from './bit-reader.ts';
import { SHORT, type WindowInfo } from './window-info.ts';

/** A filter over a stretch of one window's spectrum: it gives the noise of coding the shape of the sound in time. */
export type Shaping = { window: number; from: number; to: number; downwards: boolean; coefficients: Float64Array };

/** Reads `tns_data` (4.4.2.7) and works its filters out (4.6.9.3). */
export function readShaping(bits: BitReader, info: WindowInfo, bands: Bands): Shaping[] {
  const isShort = info.sequence === SHORT;
  const last = Math.min(isShort ? bands.shapedShort : bands.shapedLong, info.bands);
  const edgeOf = (band: number) => info.edges[Math.min(band, last)] as number;
  const found: Shaping[] = [];
  for (let window = 0; window < (isShort ? 8 : 1); window++) {
    const filters = bits.read(isShort ? 1 : 2);
    const resolution = filters > 0 ? 3 + bits.read(1) : 0;
    let top = info.edges.length - 1;
    for (let i = 0; i < filters; i++) {
      const bottom = Math.max(0, top - bits.read(isShort ? 4 : 6));
      const order = bits.read(isShort ? 3 : 5);
      if (order > 20) throw new RangeError('a filter that is too long');
      if (order > 0) {
        const downwards = bits.flag();
        const width = resolution - bits.read(1);
        const steps = Array.from({ length: order }, () => reflection(bits.read(width), width, resolution));
        found.push({ window, from: edgeOf(bottom), to: edgeOf(top), downwards, coefficients: predictor(steps) });
      }
      top = bottom;
    }
  }
  return found;
}

/** A coefficient of `width` bits with its sign, back from the arcsine on which it was rounded. */
function reflection(value: number, width: number, resolution: number): number {
  const signed = value >= 1 << (width - 1) ? value - (1 << width) : value;
  const half = 1 << (resolution - 1);
  return Math.sin((signed * Math.PI) / 2 / (signed >= 0 ? half - 0.5 : half + 0.5));
}

/** From reflection coefficients to those of the predictor (Levinson's step up). */
function predictor(steps: readonly number[]): Float64Array {
  const a = new Float64Array(steps.length);
  for (const [m, step] of steps.entries()) {
    const before = a.slice(0, m);
    for (let i = 0; i < m; i++) a[i] = (before[i] as number) + step * (before[m - 1 - i] as number);
    a[m] = step;
  }
  return a;
}

/** Runs the filters over the spectrum, in place. */
export function shapeNoise(spectrum: Float64Array, shapings: readonly Shaping[], size: number): void {
  for (const { window, from, to, downwards, coefficients } of shapings) {
    const step = downwards ? -1 : 1;
    const start = window * size + (downwards ? to - 1 : from);
    for (let n = 0; n < to - from; n++) {
      const at = start + n * step;
      let value = spectrum[at] as number;
      for (let i = 0; i < Math.min(n, coefficients.length); i++)
        value -= (coefficients[i] as number) * (spectrum[at - (i + 1) * step] as number);
      spectrum[at] = value;
    }
  }
}
