import type { BitReader } from './bit-reader.ts';
import { CODE_BOOKS } from './code-books.ts';

/** Reads one code: what it stands for. */
export type ReadCode = (bits: BitReader) => number;

/** How the values of a book's codes are packed: so many in one code, each from `-offset` to `base - 1 - offset`; signs beside them unless `signed`. */
export type CodeBook = { read: ReadCode; values: 2 | 4; base: number; offset: number; signed: boolean; escapes: boolean };

/** Codes up to this length, and that is nearly all of them, are looked up at once. */
const SHORT_BITS = 9;

const book = (n: number, values: 2 | 4, base: number, offset: number): CodeBook => ({
  read: reader(n - 1),
  values,
  base,
  offset,
  signed: offset > 0,
  escapes: n === 11,
});

/** The books of spectra, by their number from 1 on. */
export const SPECTRUM_BOOKS: readonly CodeBook[] = [
  book(1, 4, 3, 1),
  book(2, 4, 3, 1),
  book(3, 4, 3, 0),
  book(4, 4, 3, 0),
  book(5, 2, 9, 4),
  book(6, 2, 9, 4),
  book(7, 2, 8, 0),
  book(8, 2, 8, 0),
  book(9, 2, 13, 0),
  book(10, 2, 13, 0),
  book(11, 2, 17, 0),
];

/** Differences of scale factors, -60 to 60. */
export const readScaleStep: ReadCode = (
  read => bits =>
    read(bits) - 60
)(reader(11));

/** A canonical code: a code of n bits counts on from the last of n - 1 bits, doubled. */
function reader(index: number): ReadCode {
  const { counts, order } = CODE_BOOKS[index] as (typeof CODE_BOOKS)[number];
  const meaning = Uint16Array.from({ length: order.length / 2 }, (_, i) => Number.parseInt(order.slice(2 * i, 2 * i + 2), 36));
  const of = counts.split(' ').map(Number);
  // For each beginning of nine bits: the length of the code that it begins with, 0 for a longer one, and what it stands for.
  const [lengths, known] = [new Uint8Array(1 << SHORT_BITS), new Uint16Array(1 << SHORT_BITS)];
  const firsts: { first: number; place: number; count: number }[] = [];
  let [first, place] = [0, 0];
  for (const [i, count] of of.entries()) {
    first *= 2;
    firsts.push({ first, place, count });
    const rest = SHORT_BITS - i - 1;
    for (let n = 0; rest >= 0 && n < count; n++) {
      lengths.fill(i + 1, (first + n) << rest, (first + n + 1) << rest);
      known.fill(meaning[place + n] as number, (first + n) << rest, (first + n + 1) << rest);
    }
    first += count;
    place += count;
  }
  const long = firsts.slice(SHORT_BITS);
  return bits => {
    const beginning = bits.peek(SHORT_BITS);
    const length = lengths[beginning] as number;
    if (length > 0) {
      bits.skip(length);
      return known[beginning] as number;
    }
    bits.skip(SHORT_BITS);
    let code = beginning;
    for (const { first, place, count } of long) {
      code = code * 2 + bits.read(1);
      if (code - first < count) return meaning[place + code - first] as number;
    }
    throw new RangeError('no code');
  };
}
