import { expect, it } from 'vitest';
import { percentiles } from './percentiles.ts';

it('takes the nearest rank', () => {
  const values = Array.from({ length: 100 }, (_, i) => 100 - i);
  expect(percentiles(values)).toEqual({ p50: 50, p99: 99 });
  expect(percentiles([7])).toEqual({ p50: 7, p99: 7 });
});

it('has nothing to say of nothing', () => {
  expect(percentiles([])).toEqual({ p50: null, p99: null });
});
