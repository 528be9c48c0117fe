import type { Bands } from './bands.ts';
import type { BitReader } from './bit-reader.ts';

/** What a frame's windows are: one long (alone, before short ones, after them), or eight short. */
export const LONG = 0;
export const LONG_START = 1;
export const SHORT = 2;
export const LONG_STOP = 3;

/** How a channel's spectrum is laid out in a frame. Short windows are in groups that share their scale factors. */
export type WindowInfo = {
  sequence: number;
  /** 1: Kaiser-Bessel-derived, 0: sine. */
  shape: number;
  /** Bands that are coded. */
  bands: number;
  edges: Uint16Array;
  /** How many windows are in each group. */
  groups: readonly number[];
  /** Coefficients of a window. */
  size: number;
};

/** `ics_info` of the standard (4.4.2.1). @throws RangeError for what AAC-LC does not have */
export function readWindowInfo(bits: BitReader, { long, short }: Bands): WindowInfo {
  bits.skip(1);
  const sequence = bits.read(2);
  const shape = bits.read(1);
  const isShort = sequence === SHORT;
  const edges = isShort ? short : long;
  const bands = bits.read(isShort ? 4 : 6);
  if (bands >= edges.length) throw new RangeError('more bands than there are');
  if (!isShort) {
    if (bits.flag()) throw new RangeError('prediction is no part of AAC-LC');
    return { sequence, shape, bands, edges, groups: [1], size: 1024 };
  }
  const groups = [1];
  for (let window = 1; window < 8; window++) {
    if (bits.flag()) groups[groups.length - 1] = (groups.at(-1) as number) + 1;
    else groups.push(1);
  }
  return { sequence, shape, bands, edges, groups, size: 128 };
}
