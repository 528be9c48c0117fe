import { expect, it } from 'vitest';
import { judge } from './verdict.ts';

const run = (values: readonly number[], slack = 10) =>
  judge(
    values.map(main => ({ main })),
    slack,
  )[0];

it('lets warming up and noise pass', () => {
  expect(run([10, 200, 300, 300, 310, 290, 305, 330, 300])?.flat).toBe(true);
});

it('finds what grows and goes on growing, and says from where to where', () => {
  expect(run([100, 120, 140, 160, 180, 200, 220, 240, 260])).toEqual({ name: 'main', before: 160, after: 260, flat: false });
});

it('sees a leak under the saw of a collector, and no leak in the saw alone', () => {
  const saw = (leak: number) => Array.from({ length: 30 }, (_, i) => 600 + leak * i + (i % 7) * 20);
  expect(run(saw(0))?.flat).toBe(true);
  expect(run(saw(10))?.flat).toBe(false);
});

it('is not impressed by small numbers', () => {
  expect(run([1, 2, 3, 4, 5, 6, 7, 8, 9])?.flat).toBe(true);
  expect(run([1, 2, 3, 4, 5, 6, 7, 8, 9], 1)?.flat).toBe(false);
});
