import { describe, expect, it } from 'vitest';
import { type Metrics, NO_METRICS } from '../../lib/metrics.ts';
import { expectedBy, pointsToGo, shownScore, stageOf } from './climb.ts';

const metrics = (change: Partial<Metrics>): Metrics => ({ ...NO_METRICS, threshold: 150, version: 1, ...change });

const NOW = Date.UTC(2026, 10, 14);
const HOUR = 3_600_000;

describe('stageOf', () => {
  it.each([
    [null, 'quiet'],
    [metrics({ score: 74 }), 'quiet'],
    [metrics({ score: 75 }), 'rising'],
    [metrics({ score: 20, people: 40, target: 150, expected: 160, lastAt: NOW }), 'rising'],
    [metrics({ score: 20, people: 40, target: 150, expected: 160, lastAt: NOW - 6 * HOUR }), 'quiet'],
    [metrics({ score: 150 }), 'waiting'],
    [metrics({ score: 150, people: 149, target: 150 }), 'waiting'],
    [metrics({ score: 140, people: 150, target: 150 }), 'large'],
    [metrics({ score: 170, people: 180, target: 150 }), 'large'],
    [metrics({ score: 170, people: 180, target: 150, firedAt: 5 }), 'confirming'],
    [metrics({ score: 150, firedAt: 5, closesAt: NOW - 1 }), 'confirming'],
    [metrics({ score: 80, closesAt: NOW - 1 }), 'closed'],
    [metrics({ score: 150, firedAt: 5, crossedAt: 5, closesAt: NOW - 1 }), 'crossed'],
  ])('%o is %s', (given, stage) => expect(stageOf(given, NOW)).toBe(stage));
});

describe('what is expected', () => {
  it('fades to those who are there while nobody comes', () => {
    const take = metrics({ people: 40, expected: 100, lastAt: NOW });
    expect(expectedBy(take, NOW)).toBe(100);
    expect(expectedBy(take, NOW + 8_100_000)).toBeCloseTo(40 + 60 / Math.E, 9);
    expect(Math.round(expectedBy(take, NOW + 48 * HOUR))).toBe(40);
  });
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
