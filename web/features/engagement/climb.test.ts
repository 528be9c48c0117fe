import { describe, expect, it } from 'vitest';
import { pointsToGo, shownScore, stageOf } from './climb.ts';
import type { Metrics } from './metrics.ts';

const metrics = (change: Partial<Metrics>): Metrics => ({
  likes: 0,
  recasts: 0,
  replies: 0,
  score: 0,
  threshold: 150,
  crossedAt: null,
  version: 1,
  ...change,
});

describe('stageOf', () => {
  it.each([
    [null, 'quiet'],
    [metrics({ score: 74 }), 'quiet'],
    [metrics({ score: 75 }), 'rising'],
    [metrics({ score: 150 }), 'waiting'],
    [metrics({ score: 150, crossedAt: 5 }), 'crossed'],
  ])('%o is %s', (given, stage) => expect(stageOf(given)).toBe(stage));
});

describe('what is missing', () => {
  it('is never understated and never negative', () => {
    expect(pointsToGo({ score: 148.2, threshold: 150 })).toBe(2);
    expect(pointsToGo({ score: 200, threshold: 150 })).toBe(0);
  });

  it('keeps the ring open until the line was crossed', () => {
    expect(shownScore(metrics({ score: 170 }))).toBe(148.5);
    expect(shownScore(metrics({ score: 170, crossedAt: 1 }))).toBe(170);
  });
});
