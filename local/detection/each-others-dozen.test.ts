import { expect, it } from 'vitest';
import { keptOfEither } from './each-others-dozen.ts';

it('keeps one of two that fire at times far apart, and both of two that are near', () => {
  expect(keptOfEither([100, 1_000], 0.1)).toBe(0.5);
  expect(keptOfEither([1_200, 1_000], 0.1)).toBe(1);
  expect(keptOfEither([1_230, 1_000], 0.1)).toBe(0.5);
  expect(keptOfEither([3_000, 100, 110], 0.1)).toBeCloseTo((1 + 1 / 3) / 2);
});
