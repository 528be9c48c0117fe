import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { grooveOf, highestBetween, nearestTo, type PricePoint, thinned } from './geometry.ts';

const size = { width: 392, height: 150 };
const rising: PricePoint[] = [10, 12, 11, 18].map((value, at) => ({ at: at * 60_000, value }));

describe('grooveOf', () => {
  it('draws no line before there is a second price', () => {
    const groove = grooveOf([1, 0.5], rising.slice(0, 1), size);
    expect(groove.line).toEqual([]);
    expect(groove.texture).toEqual([]);
    expect(groove.sound.length).toBeGreaterThan(20);
  });

  it('narrows the sound to the first price', () => {
    const { sound, line } = grooveOf([1, 1, 1, 1], rising, size);
    const last = sound.at(-1);
    expect(last?.height).toBe(3);
    expect((last?.y ?? 0) + 1.5).toBeCloseTo(line[0]?.y ?? 0, 0);
    expect(sound[0]?.height).toBeGreaterThan(100);
  });

  it('leaves 16 % below the lowest price and keeps a level price in the middle', () => {
    const lowest = Math.max(...grooveOf([], rising, size).line.map(place => place.y));
    expect(lowest).toBeCloseTo(150 - 130 * 0.16, 6);
    const level = rising.map(point => ({ ...point, value: 7 }));
    expect(new Set(grooveOf([], level, size).line.map(place => place.y)).size).toBe(1);
  });

  it('stays inside its box whatever it is given', () => {
    const points = fc.array(
      fc.record({ at: fc.integer({ min: 0, max: 1e9 }), value: fc.double({ min: 0, max: 1e30, noNaN: true }) }),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(points, fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 90 }), (unsorted, peaks) => {
        const groove = grooveOf(
          peaks,
          [...unsorted].sort((a, b) => a.at - b.at),
          size,
        );
        for (const { x, y, height } of [...groove.sound, ...groove.texture]) {
          expect(x).toBeGreaterThanOrEqual(0);
          expect(x).toBeLessThanOrEqual(size.width);
          expect(y).toBeGreaterThanOrEqual(0);
          expect(y + height).toBeLessThanOrEqual(size.height + 0.001);
        }
        for (const { x, y } of groove.line)
          expect(x >= groove.cut - 0.001 && x <= size.width && y >= 0 && y <= size.height).toBe(true);
      }),
      { seed: 11 },
    );
  });
});

describe('thinned', () => {
  it('keeps ends and extremes', () => {
    const many = Array.from({ length: 5_000 }, (_, at) => ({ at, value: at === 2_345 ? 99 : at === 400 ? -99 : Math.sin(at) }));
    const few = thinned(many, 200);
    expect(few.length).toBeLessThanOrEqual(200);
    expect(few).toContain(many[0]);
    expect(few).toContain(many[2_345]);
    expect(few).toContain(many[400]);
    expect(few.at(-1)).toBe(many.at(-1));
  });
});

describe('nearestTo', () => {
  it('finds the nearest place', () => {
    const line = [0, 10, 20].map(x => ({ x, y: 0 }));
    expect([-4, 6, 100].map(x => nearestTo(x, line))).toEqual([0, 1, 2]);
    expect(nearestTo(4, [])).toBe(-1);
  });
});

describe('highestBetween', () => {
  const fall = [
    { x: 0, y: 10 },
    { x: 100, y: 110 },
    { x: 100, y: 60 },
  ];
  it('is where the line is highest, also between its points', () => {
    expect(highestBetween(fall, 40, 80)).toBe(50);
    expect(highestBetween(fall, -20, 30)).toBe(10);
    expect(highestBetween(fall, 90, 200)).toBe(60);
  });

  it('is nowhere beside the line', () => {
    expect(highestBetween(fall, 101, 200)).toBe(Number.POSITIVE_INFINITY);
    expect(highestBetween([], 0, 1)).toBe(Number.POSITIVE_INFINITY);
  });
});
