import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { type Metrics, metricsRow, NO_METRICS, newest } from './metrics.ts';

const metrics = (version: number): Metrics => ({ ...NO_METRICS, likes: version, score: version, version });

describe('newest', () => {
  it('ends at the latest version in whatever order and how often ticks arrive', () => {
    const arrivals = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 80 });
    fc.assert(
      fc.property(arrivals, versions => {
        let known: Metrics | undefined;
        for (const version of versions) known = newest(known, metrics(version));
        expect(known).toEqual(metrics(Math.max(...versions)));
      }),
      { seed: 13 },
    );
  });

  it('keeps the very object when nothing is newer, so that nothing is drawn again', () => {
    const known = metrics(4);
    expect(newest(known, metrics(4))).toBe(known);
  });
});

describe('metricsRow', () => {
  it('reads a broadcast with fields that it does not need', () => {
    const heard = z.parse(metricsRow, {
      performance_id: 'x',
      likes_count: 486,
      shares_count: 118,
      replies_count: 101,
      something_of_later: 9,
      viral_score: 1042,
      viral_threshold: 1000,
      people: 470,
      people_needed: 19,
      target_size: 500,
      predicted_size: 600.5,
      predicted_low: null,
      predicted_high: 900,
      last_event_at: '2026-11-14T21:42:08+00:00',
      closes_at: '2026-11-15T20:00:00+00:00',
      fired_at: null,
      crossed_at: '2026-11-14T21:42:07+00:00',
      version: 700,
    });
    expect(heard).toEqual({
      likes: 486,
      recasts: 118,
      replies: 101,
      score: 1042,
      threshold: 1000,
      people: 470,
      peopleNeeded: 19,
      target: 500,
      expected: 600.5,
      low: 470,
      high: 900,
      lastAt: Date.UTC(2026, 10, 14, 21, 42, 8),
      closesAt: Date.UTC(2026, 10, 15, 20),
      firedAt: null,
      crossedAt: Date.UTC(2026, 10, 14, 21, 42, 7),
      version: 700,
    });
  });

  it('refuses what is no counter', () => expect(metricsRow.safeParse({ likes_count: '4' }).success).toBe(false));
});
