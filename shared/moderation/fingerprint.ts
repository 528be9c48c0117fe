import { powerSpectrum } from './spectrum.ts';

/** Names the method: fingerprints of two versions are not compared. */
export const FINGERPRINT = 'bits-1';

/** Samples a second that are looked at: voices and tunes are below 2 kHz. */
const RATE = 5_512.5;
/** A frame of 0.37 s every 46 ms: wherever a copy was cut, a frame of it lies within 23 ms of one of the original. */
const FRAME = 2_048;
const HOP = 256;
const BANDS = 33;
const [LOW, HIGH] = [300, 2_000];
/** A frame is compared with the one so many before it. */
const LAG = 3;
/** Below this part of the loudest frame a frame is silence, and 0. */
const SILENT = 1e-5;
/** Longer recordings are looked at so far, in seconds. */
const MOST_SECONDS = 180;

/** Frames a second. */
export const FRAMES_PER_SECOND = RATE / HOP;

/**
 * A fingerprint of what is heard: 32 bits a frame, 21.5 frames a second. A bit says whether the difference of energy between two
 * neighbouring bands grew since a moment before (after Haitsma and Kalker 2002: the sign survives volume, codecs and noise).
 * `samples` are one channel, -1 to 1. Silence gives 0. A recording shorter than a frame gives none.
 */
export function fingerprint(samples: Float32Array, sampleRate: number): Uint32Array {
  const slow = resample(samples.subarray(0, Math.floor(MOST_SECONDS * sampleRate)), sampleRate);
  const frames = Math.floor((slow.length - FRAME) / HOP) + 1;
  if (frames <= LAG) return new Uint32Array(0);
  const window = Float64Array.from({ length: FRAME }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / FRAME));
  const spectrum = powerSpectrum(FRAME);
  const edges = Array.from({ length: BANDS + 1 }, (_, i) => Math.round((LOW * (HIGH / LOW) ** (i / BANDS) * FRAME) / RATE));
  const energies: Float64Array[] = [];
  const loudness: number[] = [];
  const frame = new Float64Array(FRAME);
  for (let n = 0; n < frames; n++) {
    for (let i = 0; i < FRAME; i++) frame[i] = (slow[n * HOP + i] as number) * (window[i] as number);
    const power = spectrum(frame);
    const bands = new Float64Array(BANDS);
    for (let band = 0; band < BANDS; band++)
      for (let k = edges[band] as number; k < Math.max(edges[band + 1] as number, (edges[band] as number) + 1); k++)
        bands[band] = (bands[band] as number) + (power[k] as number);
    energies.push(bands);
    loudness.push(bands.reduce((sum, energy) => sum + energy, 0));
  }
  const floor = SILENT * loudness.reduce((most, value) => Math.max(most, value), 0);
  const bits = new Uint32Array(frames - LAG);
  for (let n = LAG; n < frames; n++) {
    const [now, before] = [energies[n] as Float64Array, energies[n - LAG] as Float64Array];
    if ((loudness[n] as number) <= floor) continue;
    let word = 0;
    for (let band = 0; band < BANDS - 1; band++) {
      const change =
        (now[band] as number) - (now[band + 1] as number) - ((before[band] as number) - (before[band + 1] as number));
      word = (word << 1) | (change > 0 ? 1 : 0);
    }
    bits[n - LAG] = word >>> 0;
  }
  return bits;
}

/** To `RATE` samples a second; each is a weighted mean over two of its steps (a triangle), so that what is above does not fold down. */
function resample(samples: Float32Array, sampleRate: number): Float64Array {
  const step = sampleRate / RATE;
  const slow = new Float64Array(Math.max(0, Math.floor(samples.length / step) - 1));
  for (let n = 0; n < slow.length; n++) {
    const centre = (n + 0.5) * step;
    let [sum, weights] = [0, 0];
    for (let i = Math.max(0, Math.ceil(centre - step)); i <= Math.min(samples.length - 1, Math.floor(centre + step)); i++) {
      const weight = 1 - Math.abs(i - centre) / step;
      sum += weight * (samples[i] as number);
      weights += weight;
    }
    slow[n] = weights > 0 ? sum / weights : 0;
  }
  return slow;
}
