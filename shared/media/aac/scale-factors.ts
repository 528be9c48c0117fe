import type { BitReader } from './bit-reader.ts';
import { readScaleStep } from './code-book.ts';
import { SHORT, type WindowInfo } from './window-info.ts';

/** Bands that carry no spectrum of their own: nothing, noise, or the other channel's at another strength (and at the opposite sign). */
export const ZERO = 0;
export const NOISE = 13;
export const INTENSITY_TURNED = 14;
export const INTENSITY = 15;

/** Which code book each band of each group uses, group by group (4.4.2.7, section_data). */
export function readSections(bits: BitReader, { sequence, bands, groups }: WindowInfo): Uint8Array {
  const books = new Uint8Array(groups.length * bands);
  const width = sequence === SHORT ? 3 : 5;
  const more = (1 << width) - 1;
  for (let group = 0; group < groups.length; group++) {
    for (let band = 0; band < bands; ) {
      const book = bits.read(4);
      if (book === 12) throw new RangeError('a code book that is none');
      let length = 0;
      let part = more;
      while (part === more) {
        part = bits.read(width);
        length += part;
      }
      if (length === 0 || band + length > bands) throw new RangeError('a section that does not fit');
      books.fill(book, group * bands + band, group * bands + band + length);
      band += length;
    }
  }
  return books;
}

/** What each band is multiplied with (4.6.2, 4.6.8.2, 4.6.13): differences to the band before, each kind of band for itself. */
export function readScales(bits: BitReader, books: Uint8Array, gain: number): Float64Array {
  const scales = new Float64Array(books.length);
  let [factor, position, noise, isFirst] = [gain, 0, gain - 90, true];
  for (const [at, book] of books.entries()) {
    if (book === ZERO) continue;
    if (book === INTENSITY || book === INTENSITY_TURNED) {
      position += readScaleStep(bits);
      scales[at] = 0.5 ** (position / 4);
    } else if (book === NOISE) {
      noise += isFirst ? bits.read(9) - 256 : readScaleStep(bits);
      isFirst = false;
      scales[at] = 2 ** (noise / 4);
    } else {
      factor += readScaleStep(bits);
      if (factor < 0 || factor > 255) throw new RangeError('a scale factor that is none');
      scales[at] = 2 ** ((factor - 100) / 4);
    }
  }
  return scales;
}
