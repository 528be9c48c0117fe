import { CAP_HEIGHT, GLYPHS, KERNING, WIDTHS } from './archivo.ts';

/** A line that fills its measure. Lengths are parts of the measure. */
export type FittedLine = {
  /** As set: in capitals. */
  text: string;
  /** Font size. */
  size: number;
  /** Width axis in percent, 62 to 125; undefined when the line is set in the system's face. */
  width: number | undefined;
  /** How far the line moves left so that its first stem meets the edge. */
  outdent: number;
  /** Whether the line carries accents and needs room above. */
  accents: boolean;
};

/** Set by the style sheet, in em: a line is drawn tight, its words a little apart. */
export const LETTER_SPACING = -0.012;
export const WORD_SPACING = 0.06;
const TALLER_AT_MOST = 1.62;
const [NARROW, NORMAL, WIDE] = WIDTHS;

const between = (values: readonly number[], from: number, width: number): number => {
  const [a = 0, b = 0, c = 0] = values.slice(from, from + 3);
  return (
    (width <= NORMAL
      ? a + ((b - a) * (width - NARROW)) / (NORMAL - NARROW)
      : b + ((c - b) * (width - NORMAL)) / (WIDE - NORMAL)) / 1000
  );
};

const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '');

/** Length of a line's ink in em at a width, from the first stem to the last. Undefined when a letter is not Archivo's. */
export function inkLength(text: string, width: number): number | undefined {
  const letters = [...plain(text)];
  let length = 0;
  for (const [at, letter] of letters.entries()) {
    const glyph = GLYPHS[letter];
    if (!glyph) return undefined;
    const pair = KERNING.get((letters[at - 1] ?? '').replace(' ', '_') + letter.replace(' ', '_'));
    length += between(glyph, 0, width) + (pair ? between(pair, 0, width) : 0) + (letter === ' ' ? WORD_SPACING : 0);
  }
  const bearing = (letter: string | undefined, from: number) => between(GLYPHS[letter ?? ''] ?? [], from, width);
  return length + LETTER_SPACING * (letters.length - 1) - bearing(letters[0], 3) - bearing(letters.at(-1), 6);
}

/** A guess at the length in em of a line in the system's face: wide scripts take a whole em a letter. */
function guessedLength(text: string): number {
  return [...text].reduce(
    (sum, letter) => sum + (/\p{scx=Han}|\p{scx=Hangul}|\p{scx=Hiragana}|\p{scx=Katakana}/u.test(letter) ? 1 : 0.68),
    0,
  );
}

/**
 * Chooses for each line the width of type that fills the measure at its share of `height` (in parts of the measure). A line too long
 * for the narrowest type gets smaller; one too short for the widest gets taller, up to 1.62 times. `measured` gives the true length of
 * a line in the system's face where it can be measured.
 */
export function fitLines(
  lines: readonly string[],
  height: number,
  measured: (text: string) => number = guessedLength,
): FittedLine[] {
  const wanted = (height / lines.length / CAP_HEIGHT) * 0.93;
  return lines.map(line => fitLine(line.toUpperCase(), wanted, measured));
}

function fitLine(text: string, wanted: number, measured: (text: string) => number): FittedLine {
  const narrow = inkLength(text, NARROW);
  const wide = inkLength(text, WIDE);
  if (narrow === undefined || wide === undefined) {
    return { text, size: Math.min(1 / measured(text), wanted * TALLER_AT_MOST), width: undefined, outdent: 0, accents: false };
  }
  const { width, size } = typeFor(text, wanted, { narrow, wide });
  const first = GLYPHS[plain(text)[0] ?? ''] ?? [];
  return { text, size, width, outdent: between(first, 3, width) * size, accents: plain(text) !== text };
}

/** `narrow` and `wide` are how long the ink is at these widths, in em. */
function typeFor(text: string, wanted: number, { narrow, wide }: { narrow: number; wide: number }) {
  if (narrow * wanted >= 1) return { width: NARROW, size: 1 / narrow };
  if (wide * wanted <= 1) return { width: WIDE, size: Math.min(1 / wide, wanted * TALLER_AT_MOST) };
  return { width: widthFor(text, 1 / wanted), size: wanted };
}

/** The width at which the ink is `length` em long; lengths grow with width, so halving finds it. */
function widthFor(text: string, length: number): number {
  let low: number = NARROW;
  let high: number = WIDE;
  for (let step = 0; step < 16; step += 1) {
    const middle = (low + high) / 2;
    if ((inkLength(text, middle) ?? 0) < length) low = middle;
    else high = middle;
  }
  return low;
}
