import { expect, it } from 'vitest';
import { judge } from './verdict.ts';

const run = (values: readonly number[], slack = 10) =>
  judge(
    values.map(main => ({ main })),
    slack,
  )[0];

it('lets warming up and noise pass', () => {
  expect(run([10, 200, 300, 300, 310, 290, 305, 330])?.flat).toBe(true);
});

it('finds what grows and goes on growing', () => {
  expect(run([100, 120, 140, 160, 180, 200, 220, 240])).toMatchObject({ before: 160, after: 240, flat: false });
});

it('is not impressed by small numbers', () => {
  expect(run([1, 2, 3, 4, 5, 6, 7, 8])?.flat).toBe(true);
  expect(run([1, 2, 3, 4, 5, 6, 7, 8], 1)?.flat).toBe(false);
});
