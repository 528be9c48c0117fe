import { describe, expect, it } from 'vitest';
import { type Metrics, NO_METRICS } from '../../lib/metrics.ts';
import { climbLine } from './climb-steps.ts';

const metrics = (change: Partial<Metrics>): Metrics => ({ ...NO_METRICS, threshold: 150, version: 1, ...change });
const minute = 60_000;
const cast = 100 * minute;

describe('climbLine', () => {
  it('is not there before the first step', () => expect(climbLine([], metrics({}), cast, cast)).toBeUndefined());

  it('starts from nothing at the cast, reaches a score at the end of its minute and goes on to now', () => {
    const line = climbLine([{ at: cast + minute, score: 20 }], metrics({ score: 24 }), cast, cast + 5 * minute);
    expect(line).toEqual({
      points: [
        { at: cast, score: 0 },
        { at: cast + 2 * minute, score: 20 },
        { at: cast + 5 * minute, score: 24 },
      ],
      from: cast,
      to: cast + 5 * minute,
      going: true,
    });
  });

  it('crosses at the threshold at the moment of crossing, within the minute that ends higher', () => {
    const steps = [
      { at: cast + minute, score: 60 },
      { at: cast + 3 * minute, score: 240 },
    ];
    const crossedAt = cast + 3 * minute + 41_000;
    const line = climbLine(steps, metrics({ score: 240, crossedAt }), cast, cast + 9 * minute);
    expect(line?.points.map(point => point.score)).toEqual([0, 60, 150, 240]);
    expect(line?.points[2]?.at).toBe(crossedAt);
    expect(line?.going).toBe(false);
  });

  it('never ends in the future', () => {
    const now = cast + minute + 5_000;
    expect(climbLine([{ at: cast + minute, score: 3 }], metrics({ score: 3 }), cast, now)?.to).toBe(now);
  });

  it('ends with its last step when nothing has happened for a day', () => {
    const line = climbLine([{ at: cast, score: 3 }], metrics({ score: 3 }), cast, cast + 2 * 24 * 60 * minute);
    expect(line).toMatchObject({ going: false, to: cast + minute });
  });
});
