import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unixMs } from '../kernel/units.ts';
import { CAST, EVENT_NUMBERS, eventOfNumber } from './event-of-number.ts';
import { foldCast } from './fold-cast.ts';
import { emptyState } from './fold-event.ts';
import { foldHistory } from './fold-history.ts';
import { firstRule } from './rule.ts';
import type { EngagementEvent } from './schema.ts';

const historyArbitrary = fc
  .array(fc.nat(EVENT_NUMBERS - 1), { maxLength: 40 })
  .map(numbers => numbers.map(number => eventOfNumber(number)));

const START = Date.UTC(2026, 0, 1);
const recasts = (count: number): EngagementEvent[] =>
  Array.from({ length: count }, (_, i) => ({
    action: 'created',
    signal: 'recast',
    fid: i + 1,
    castHash: CAST,
    at: unixMs(START + i * 30_000),
    score: null,
  }));
const input = { state: emptyState(firstRule), people: new Map(), rule: firstRule };

describe('foldCast', () => {
  it('decides at the very event that crosses, by its event time', () => {
    const { decision } = foldCast({ ...input, events: recasts(80).reverse(), mayDecide: true });
    expect(decision).toMatchObject({ viral: true, score: 150, people: 50, decidedAt: START + 49 * 30_000 });
  });

  it('does not decide what it may not', () => {
    expect(foldCast({ ...input, events: recasts(80), mayDecide: false }).decision).toBeNull();
    expect(foldCast({ ...input, events: recasts(49), mayDecide: true }).decision).toBeNull();
  });

  it('draws the climb with one point a minute of event time, the last one at the score', () => {
    const { climb, state } = foldCast({ ...input, events: recasts(5), mayDecide: true });
    expect([...climb]).toEqual([
      [START, 6],
      [START + 60_000, 12],
      [START + 120_000, 15],
    ]);
    expect(state.weighed.recast).toBe(5);
  });

  it('makes of one history in any two batches what it makes of it in one', () => {
    fc.assert(
      fc.property(historyArbitrary, fc.nat(40), (events, cut) => {
        const whole = foldHistory(events, firstRule);
        const seen = new Set<string>();
        const distinct = events.filter(event => {
          const key = JSON.stringify([event.action, event.signal, event.fid, event.at]);
          return !seen.has(key) && seen.add(key);
        });
        const first = foldCast({ ...input, events: distinct.slice(0, cut), mayDecide: false });
        const second = foldCast({
          ...input,
          state: first.state,
          people: first.people,
          events: distinct.slice(cut),
          mayDecide: false,
        });
        expect(second.state).toEqual(whole.state);
        expect(second.people).toEqual(whole.people);
      }),
      { seed: 7 },
    );
  });
});
