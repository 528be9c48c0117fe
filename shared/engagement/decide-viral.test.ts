import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unixMs } from '../kernel/units.ts';
import { decideViral } from './decide-viral.ts';
import type { Features } from './features.ts';
import { firstRule } from './rule.ts';

const at = unixMs(Date.UTC(2026, 0, 1));
const seen = (like: number, recast: number, reply: number, people: number, leftOut = 0): Features => ({
  at,
  weighed: { like, recast, reply },
  people,
  leftOut,
});

describe('decideViral', () => {
  it('needs both the points and the people', () => {
    expect(decideViral(seen(150, 0, 0, 150), firstRule).viral).toBe(true);
    expect(decideViral(seen(0, 50, 0, 40), firstRule).viral).toBe(true);
    expect(decideViral(seen(149, 0, 0, 149), firstRule).viral).toBe(false);
    expect(decideViral(seen(0, 50, 0, 39), firstRule).viral).toBe(false);
  });

  it('explains itself', () => {
    expect(decideViral(seen(60, 30, 5, 62, 3), firstRule)).toEqual({
      viral: true,
      score: 160,
      threshold: 150,
      terms: [
        { signal: 'likes', events: 60, weight: 1, points: 60 },
        { signal: 'recasts', events: 30, weight: 3, points: 90 },
        { signal: 'replies', events: 5, weight: 2, points: 10 },
      ],
      people: 62,
      peopleNeeded: 40,
      leftOut: 3,
      reasons: ['160 points, 150 needed.', '62 different people, 40 needed.', '3 accounts left out for a low trust score.'],
      ruleVersion: 'count-1',
      decidedAt: at,
    });
  });

  it('gives receipts that add up', () => {
    const count = fc.nat(10_000);
    fc.assert(
      fc.property(count, count, count, count, (like, recast, reply, people) => {
        const { terms, score, viral } = decideViral(seen(like, recast, reply, people), firstRule);
        expect(terms.reduce((sum, term) => sum + term.points, 0)).toBe(score);
        for (const { events, weight, points } of terms) expect(events * weight).toBe(points);
        expect(viral).toBe(score >= 150 && people >= 40);
      }),
      { seed: 6 },
    );
  });
});
