import type { BitReader } from './bit-reader.ts';
import { type CodeBook, SPECTRUM_BOOKS } from './code-book.ts';
import { INTENSITY, INTENSITY_TURNED, NOISE, ZERO } from './scale-factors.ts';
import type { WindowInfo } from './window-info.ts';

/** Single values that are added to a long window's spectrum: where, and how much. */
export type Pulse = { at: number; by: number };

/** Values are coded as what they are to the power of 3/4; the largest has 13 bits, and a pulse may come on top. */
const POWERS = Float64Array.from({ length: 8_192 + 16 }, (_, value) => value ** (4 / 3));

/** Calls `each` for every band that is coded: its place among the scale factors, and the range of its coefficients in each window of its group. */
export function forEachBand(
  { groups, bands, edges, size }: WindowInfo,
  each: (band: number, from: number, to: number, place: number) => void,
): void {
  let window = 0;
  for (const [group, count] of groups.entries()) {
    for (let band = 0; band < bands; band++)
      for (let i = 0; i < count; i++) {
        const start = (window + i) * size;
        each(group * bands + band, start + (edges[band] as number), start + (edges[band + 1] as number), band);
      }
    window += count;
  }
}

/** Reads a channel's 1024 coefficients (4.6.3, 4.6.2.3.3). Noise is made up as 4.6.13 says; what is taken from the other channel is left empty. */
export function readSpectrum(
  bits: BitReader,
  info: WindowInfo,
  books: Uint8Array,
  scales: Float64Array,
  pulses: readonly Pulse[],
  random: () => number,
): Float64Array {
  const spectrum = new Float64Array(1024);
  forEachBand(info, (band, from, to) => {
    const kind = books[band] as number;
    if (kind === ZERO || kind === INTENSITY || kind === INTENSITY_TURNED) return;
    if (kind === NOISE) return fillNoise(spectrum.subarray(from, to), scales[band] as number, random);
    const book = SPECTRUM_BOOKS[kind - 1] as CodeBook;
    for (let at = from; at < to; at += book.values) readGroup(bits, book, spectrum, at);
  });
  for (const { at, by } of pulses) spectrum[at] = (spectrum[at] as number) + ((spectrum[at] as number) > 0 ? by : -by);
  forEachBand(info, (band, from, to) => {
    if (books[band] === NOISE) return;
    const scale = scales[band] as number;
    for (let at = from; at < to; at++) {
      const value = spectrum[at] as number;
      if (value > 0) spectrum[at] = (POWERS[value] as number) * scale;
      else if (value < 0) spectrum[at] = -(POWERS[-value] as number) * scale;
    }
  });
  return spectrum;
}

/** The values of one code: signs follow it, then what is too large for it. */
function readGroup(bits: BitReader, { read, values, base, offset, signed, escapes }: CodeBook, into: Float64Array, at: number) {
  let packed = read(bits);
  for (let i = values - 1; i >= 0; i--) {
    const rest = (packed / base) | 0;
    into[at + i] = packed - rest * base - offset;
    packed = rest;
  }
  if (signed) return;
  let negative = 0;
  for (let i = 0; i < values; i++) if (into[at + i] !== 0 && bits.flag()) negative |= 1 << i;
  for (let i = 0; i < values; i++) {
    if (escapes && into[at + i] === 16) into[at + i] = readEscape(bits);
    if (negative & (1 << i)) into[at + i] = -(into[at + i] as number);
  }
}

function readEscape(bits: BitReader): number {
  let length = 4;
  while (bits.flag()) if (++length > 12) throw new RangeError('a value that is too large');
  return 2 ** length + bits.read(length);
}

function fillNoise(band: Float64Array, scale: number, random: () => number): void {
  let energy = 0;
  for (let i = 0; i < band.length; i++) {
    const value = random() - 0.5;
    band[i] = value;
    energy += value * value;
  }
  for (let i = 0; i < band.length; i++) band[i] = (band[i] as number) * (scale / Math.sqrt(energy));
}
