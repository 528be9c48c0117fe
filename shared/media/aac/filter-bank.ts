import { inverseTransform } from './inverse-transform.ts';
import { LONG_START, LONG_STOP, SHORT } from './window-info.ts';

const [toLong, toShort] = [inverseTransform(1024), inverseTransform(128)];
/** The rising half of each window, by shape: 0 sine, 1 Kaiser-Bessel-derived (4.6.11.3.2). */
const RISE_LONG = [sine(1024), kaiser(1024, 4)];
const RISE_SHORT = [sine(128), kaiser(128, 6)];

/** A short slope in the middle of a long half window. */
const RISE_FLAT = RISE_SHORT.map(short => {
  const slope = new Float64Array(1024);
  slope.set(short, 448);
  return slope.fill(1, 576);
});

type Coded = { spectrum: Float64Array; info: { sequence: number; shape: number } };

/** Turns the spectra of a channel's frames into its samples, 1024 a frame: each frame overlaps the one before (4.6.11). */
export function filterBank(): (coded: Coded) => Float64Array {
  let overlap = new Float64Array(1024);
  let before = 0;
  return ({ spectrum, info: { sequence, shape } }) => {
    const sum = new Float64Array(2048);
    sum.set(overlap);
    if (sequence === SHORT) eightShort(spectrum, before, shape, sum);
    else oneLong(spectrum, sequence, before, shape, sum);
    before = shape;
    overlap = sum.slice(1024);
    return sum.subarray(0, 1024);
  };
}

function oneLong(spectrum: Float64Array, sequence: number, before: number, shape: number, sum: Float64Array): void {
  const frame = toLong(spectrum);
  const rise = (sequence === LONG_STOP ? RISE_FLAT : RISE_LONG)[before] as Float64Array;
  const fall = (sequence === LONG_START ? RISE_FLAT : RISE_LONG)[shape] as Float64Array;
  for (let n = 0; n < 1024; n++) {
    sum[n] = (sum[n] as number) + (frame[n] as number) * (rise[n] as number);
    sum[2047 - n] = (sum[2047 - n] as number) + (frame[2047 - n] as number) * (fall[n] as number);
  }
}

function eightShort(spectrum: Float64Array, before: number, shape: number, sum: Float64Array): void {
  for (let window = 0; window < 8; window++) {
    const part = toShort(spectrum.subarray(window * 128, (window + 1) * 128));
    const rise = RISE_SHORT[window === 0 ? before : shape] as Float64Array;
    const fall = RISE_SHORT[shape] as Float64Array;
    const start = 448 + window * 128;
    for (let n = 0; n < 128; n++) {
      sum[start + n] = (sum[start + n] as number) + (part[n] as number) * (rise[n] as number);
      sum[start + 255 - n] = (sum[start + 255 - n] as number) + (part[255 - n] as number) * (fall[n] as number);
    }
  }
}

function sine(length: number): Float64Array {
  return Float64Array.from({ length }, (_, n) => Math.sin((Math.PI / (2 * length)) * (n + 0.5)));
}

function kaiser(length: number, alpha: number): Float64Array {
  const weights = Float64Array.from({ length: length + 1 }, (_, n) =>
    bessel(Math.PI * alpha * Math.sqrt(1 - ((2 * n) / length - 1) ** 2)),
  );
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  let sum = 0;
  return weights.slice(0, length).map(weight => {
    sum += weight;
    return Math.sqrt(sum / whole);
  });
}

/** The modified Bessel function of the first kind and order 0, by its series. */
function bessel(x: number): number {
  let [sum, term] = [1, 1];
  for (let k = 1; term > sum * 1e-16; k++) {
    term *= (x / 2 / k) ** 2;
    sum += term;
  }
  return sum;
}
