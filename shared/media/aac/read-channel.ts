import type { Bands } from './bands.ts';
import type { BitReader } from './bit-reader.ts';
import { readShaping, type Shaping } from './noise-shaping.ts';
import { readScales, readSections } from './scale-factors.ts';
import { type Pulse, readSpectrum } from './spectrum.ts';
import { readWindowInfo, SHORT, type WindowInfo } from './window-info.ts';

/** One channel of one frame, as it was coded. */
export type Channel = {
  info: WindowInfo;
  books: Uint8Array;
  scales: Float64Array;
  shaping: readonly Shaping[];
  spectrum: Float64Array;
};

/** `individual_channel_stream` (4.4.2.7). `shared` are the windows that both channels of a pair have. */
export function readChannel(bits: BitReader, bands: Bands, shared: WindowInfo | null, random: () => number): Channel {
  const gain = bits.read(8);
  const info = shared ?? readWindowInfo(bits, bands);
  const books = readSections(bits, info);
  const scales = readScales(bits, books, gain);
  const pulses = bits.flag() ? readPulses(bits, info) : [];
  const shaping = bits.flag() ? readShaping(bits, info, bands) : [];
  if (bits.flag()) throw new RangeError('gain control is no part of AAC-LC');
  return { info, books, scales, shaping, spectrum: readSpectrum(bits, info, books, scales, pulses, random) };
}

function readPulses(bits: BitReader, { sequence, edges }: WindowInfo): Pulse[] {
  if (sequence === SHORT) throw new RangeError('pulses in short windows');
  const count = bits.read(2) + 1;
  const first = bits.read(6);
  if (first >= edges.length) throw new RangeError('a pulse outside of the spectrum');
  let at = edges[first] as number;
  return Array.from({ length: count }, () => {
    at += bits.read(5);
    if (at >= 1024) throw new RangeError('a pulse outside of the spectrum');
    return { at, by: bits.read(4) };
  });
}
