import { describe, expect, it } from 'vitest';
import { climbOf, scoreAt } from './geometry.ts';

const plot = { left: 34, right: 386, top: 10, bottom: 154 };
const span = { from: 0, to: 100 };

describe('climbOf', () => {
  it('starts at zero and has room for the threshold while the score is far below', () => {
    const { yOf } = climbOf([{ at: 50, score: 3 }], 1_000, span, plot);
    expect(yOf(0)).toBe(154);
    expect(yOf(1_000)).toBeGreaterThan(10);
    expect(yOf(3)).toBeLessThan(154);
  });

  it('grows its scale with a score beyond the threshold', () => {
    const { line, yOf } = climbOf([{ at: 100, score: 5_000 }], 1_000, span, plot);
    expect(line[0]?.y).toBeGreaterThanOrEqual(10);
    expect(yOf(1_000)).toBeGreaterThan(yOf(5_000));
  });

  it('keeps times inside the span', () => {
    const { xOf } = climbOf([], 10, span, plot);
    expect([xOf(-5), xOf(50), xOf(500)]).toEqual([34, 210, 386]);
  });
});

describe('scoreAt', () => {
  const points = [
    { at: 10, score: 0 },
    { at: 20, score: 40 },
  ];

  it('lies on the drawn line', () => {
    expect([0, 10, 15, 20, 99].map(at => scoreAt(points, at))).toEqual([0, 0, 20, 40, 40]);
    expect(scoreAt([], 5)).toBe(0);
  });
});
