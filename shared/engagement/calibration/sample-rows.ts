import { FEATURES } from '../detection/features.ts';
import { pushes, pushRow } from './bought-dozen.ts';
import type { Example } from './example.ts';
import type { Rows } from './fit-logistic.ts';
import { halfSize } from './half-size.ts';
import { randomOf, shuffled } from './random.ts';

const ROWS_PER_CELL = 8;
/** How much a performance says as one of half the size, beside what it says as itself: a third, a half and the whole measured alike. */
const HALF_SIZE_VOICE = 1 / 2;

/**
 * Rows for a fit: of each performance and octave of size/target at most 8 moments, which weigh 1 together. Long and short
 * performances, and early and late moments, speak with the same voice. Each performance speaks once more, with half a voice, as one of
 * half the size. Where it is asked each row comes with what a bought dozen would move in it.
 */
export function sampleRows(examples: readonly Example[], features: readonly string[], target: number, seed: number): Rows {
  const random = randomOf(seed);
  const steady = pushes(target, examples);
  const indexes = features.map(feature => FEATURES.indexOf(feature));
  const values: number[] = [];
  const moves: number[] = [];
  const pushed = new Float64Array(FEATURES.length);
  const labels: number[] = [];
  const weights: number[] = [];
  const voices = examples.flatMap(example => [
    { example, voice: 1 },
    { example: halfSize(example, target), voice: HALF_SIZE_VOICE },
  ]);
  for (const { example, voice } of voices) {
    const cells = Map.groupBy(example.seen.keys(), moment => Math.floor(Math.log2((example.seen[moment] ?? 1) / target)));
    for (const cell of cells.values()) {
      const picked = cell.length <= ROWS_PER_CELL ? cell : shuffled(cell, random).slice(0, ROWS_PER_CELL);
      for (const moment of picked) {
        const row = example.values.subarray(moment * FEATURES.length, (moment + 1) * FEATURES.length);
        for (const index of indexes) values.push(row[index] as number);
        if (steady) {
          pushRow(row, example.times[moment] ?? 0, pushed);
          for (const index of indexes) moves.push((pushed[index] as number) - (row[index] as number) || 0);
        }
        labels.push(Number(example.hit));
        weights.push(voice / picked.length);
      }
    }
  }
  return {
    width: features.length,
    values: Float64Array.from(values),
    labels: Uint8Array.from(labels),
    weights: Float64Array.from(weights),
    moves: steady ? Float64Array.from(moves) : null,
  };
}
