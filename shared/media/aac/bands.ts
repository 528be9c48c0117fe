/**
 * What the standard's tables say for one sample rate: where bands of one scale factor begin and end, in a long window and in a
 * short one, and the last band that noise shaping touches.
 */
export type Bands = { long: Uint16Array; short: Uint16Array; shapedLong: number; shapedShort: number };

const BY_RATE: [rates: number, long: string, short: string][] = [
  [2, '14x4 5x8 5x12 2x16 1x24 1x28 1x36 1x44 11x64', '6x4 3x8 1x16 1x28 1x36'],
  [1, '14x4 4x8 3x12 3x16 1x20 2x24 1x28 1x36 18x40', '6x4 3x8 1x16 1x28 1x36'],
  [2, '10x4 7x8 4x12 2x16 2x20 2x24 2x28 19x32 1x96', '5x4 3x8 3x12 3x16'],
  [1, '10x4 7x8 4x12 2x16 2x20 2x24 2x28 22x32', '5x4 3x8 3x12 3x16'],
  [2, '11x4 10x8 4x12 3x16 2x20 2x24 2x28 1x32 2x36 1x40 1x44 1x48 2x52 5x64', '7x4 3x8 2x12 2x16 1x20'],
  [3, '11x8 9x12 4x16 3x20 2x24 2x28 1x32 1x36 2x40 1x44 1x48 1x52 1x56 1x60 3x64', '8x4 2x8 2x12 1x16 2x20'],
  [1, '13x12 7x16 4x20 3x24 2x28 1x32 2x36 1x40 1x44 1x48 1x52 1x56 1x60 1x64 1x80', '7x4 4x8 1x12 1x16 2x20'],
];
const SHAPED_LONG = [31, 31, 34, 40, 42, 51, 46, 46, 42, 42, 42, 39];
const SHAPED_SHORT = [9, 9, 10, 14, 14, 14, 14, 14, 14, 14, 14, 14];

/** By the index of a sample rate (ISO/IEC 14496-3, tables 4.129 to 4.147 and 4.155). Widths are written as `count x width`. */
export const BANDS: readonly Bands[] = BY_RATE.flatMap(([rates, long, short]) =>
  Array.from({ length: rates }, () => ({ long: edges(long), short: edges(short) })),
).map((each, i) => ({ ...each, shapedLong: SHAPED_LONG[i] as number, shapedShort: SHAPED_SHORT[i] as number }));

function edges(widths: string): Uint16Array {
  const found = [0];
  for (const run of widths.split(' ')) {
    const [count, width] = run.split('x').map(Number) as [number, number];
    for (let i = 0; i < count; i++) found.push((found.at(-1) as number) + width);
  }
  return Uint16Array.from(found);
}
