import fc from 'fast-check';
import { expect, test } from 'vitest';
import { randomOf } from './random.ts';
import { simulateCascade } from './simulate-cascade.ts';

const simulate = (seed: string, size: number, people = 120, durationMs = 90_000) =>
  simulateCascade({ random: randomOf(seed), size, durationMs, people, given: new Set() });

test('the same draws give the same cascade, others another', () => {
  expect(simulate('a', 150)).toEqual(simulate('a', 150));
  expect(simulate('a', 150)).not.toEqual(simulate('b', 150));
});

test('nobody gives the same thing twice, times are in order and within the duration', () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 1, max: 200 }), fc.integer({ min: 3, max: 150 }), (seed, size, people) => {
      const events = simulate(seed, size, people);
      expect(new Set(events.map(({ kind, person }) => `${kind}:${person}`)).size).toBe(events.length);
      expect(events.length).toBeLessThanOrEqual(size);
      expect(events.map(({ t }) => t)).toEqual(events.map(({ t }) => t).sort((a, b) => a - b));
      expect(events.every(({ t, person }) => t >= 0 && t <= 90_000 && person >= 0 && person < people)).toBe(true);
    }),
    { seed: 3, numRuns: 60 },
  );
});

test('with enough people it has the wanted size, mostly likes, and reaches its end', () => {
  const events = simulate('c', 150);
  expect(events).toHaveLength(150);
  const likes = events.filter(({ kind }) => kind === 'like').length;
  expect(likes).toBeGreaterThan(75);
  expect(likes).toBeLessThan(115);
  expect(events.at(-1)?.t).toBe(90_000);
});

test('it comes in bursts: neighbouring gaps differ more than by pure chance', () => {
  const spreads = Array.from({ length: 20 }, (_, i) => {
    const events = simulate(`burst ${i}`, 100);
    const gaps = events.slice(1).map(({ t }, at) => t - (events[at]?.t ?? 0));
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
    const variance = gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length;
    return Math.sqrt(variance) / mean;
  });
  expect(spreads.reduce((sum, cv) => sum + cv, 0) / spreads.length).toBeGreaterThan(1);
});

test('what was given before is not given again, and a small town gives all that it has', () => {
  const given = new Set(Array.from({ length: 10 }, (_, person) => `like:${person}`));
  const events = simulateCascade({ random: randomOf('d'), size: 40, durationMs: 1, people: 10, given });
  expect(events.some(({ kind }) => kind === 'like')).toBe(false);
  expect(events).toHaveLength(20);
});
