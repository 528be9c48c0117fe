import { expect, it } from 'vitest';
import { FEATURES } from '../detection/features.ts';
import { countRule } from '../detection/first-rules.ts';
import { UNKNOWN_ROOT } from '../detection/root.ts';
import { reaction } from '../testing/reaction-of-number.ts';
import { exampleOf } from './example.ts';
import { halfSize } from './half-size.ts';

const TARGET = 40;
const people = (count: number) => Array.from({ length: count }, (_, i) => reaction(30 * i ** 2, `p-${i}`));
const watched = (count: number) => exampleOf(people(count), UNKNOWN_ROOT, countRule(TARGET), () => 0);

it('tells a performance until half its target as one of the target that is twice as large', () => {
  const whole = watched(50);
  const half = halfSize(whole, TARGET);
  expect(half.hit).toBe(true);
  expect(half.seen[0]).toBe(2 * (whole.seen[0] ?? 0));
  expect(half.seen.at(-1)).toBe(38);
  expect(half.times).toEqual(whole.times.slice(0, half.seen.length));
  expect(half.values).toHaveLength(half.seen.length * FEATURES.length);
  const masses = (values: Float64Array) =>
    half.seen.map((_, moment) => values[moment * FEATURES.length + FEATURES.indexOf('mass')]);
  expect(masses(half.values)).toEqual(masses(whole.values).map(mass => 2 * (mass ?? 0)));
});

it('takes what reached half the target for a hit of half the size, and nothing less', () => {
  expect([19, 20, 30].map(count => halfSize(watched(count), TARGET).hit)).toEqual([false, true, true]);
  expect([19, 20, 30].map(count => watched(count).hit)).toEqual([false, false, false]);
});

it('leaves the performance itself as it was', () => {
  const whole = watched(30);
  const values = whole.values.slice();
  halfSize(whole, TARGET);
  expect(whole.values).toEqual(values);
});
