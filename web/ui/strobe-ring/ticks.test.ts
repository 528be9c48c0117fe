import { describe, expect, it } from 'vitest';
import { litTicks, ringTicks } from './ticks.ts';

describe('litTicks', () => {
  it.each([
    [0, 0],
    [-1, 0],
    [Number.NaN, 0],
    [0.001, 1],
    [0.5, 20],
    [0.999, 39],
    [1, 40],
    [3, 40],
  ])('%d of the way lights %d', (part, lit) => expect(litTicks(part)).toBe(lit));
});

describe('ringTicks', () => {
  it('starts at the top and lights clockwise', () => {
    const ticks = ringTicks(60, 0.25);
    expect(ticks).toHaveLength(40);
    expect(ticks[0]).toMatchObject({ x1: 30, y1: 1.5, on: true });
    expect(ticks[9]?.on && (ticks[9]?.x1 ?? 0) > 30).toBe(true);
    expect(ticks[10]?.on).toBe(false);
  });
});
