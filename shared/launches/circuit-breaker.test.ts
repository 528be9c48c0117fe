import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unixMs } from '../kernel/units.ts';
import { afterFailure, askBreaker, type Breaker, upstreamsOf } from './circuit-breaker.ts';
import { WORKED_STATUSES } from './states.ts';

const closed: Breaker = { failures: 0, openUntil: null };
const failed = (times: number, now = unixMs(0)) => {
  let breaker = closed;
  for (let i = 0; i < times; i++) breaker = afterFailure(breaker, now);
  return breaker;
};

describe('circuit breaker', () => {
  it('opens with the fifth failure in a row, for longer each time, half a minute at most', () => {
    expect(failed(4).openUntil).toBeNull();
    expect([5, 6, 7, 8, 50].map(times => failed(times).openUntil)).toEqual([5_000, 10_000, 20_000, 30_000, 30_000]);
  });

  it('lets everybody wait while it is open, and one try for all afterwards', () => {
    const open = failed(5);
    expect(askBreaker(open, unixMs(1_000))).toEqual({ waitMs: 4_000, next: null });
    const trial = askBreaker(open, unixMs(5_000));
    expect(trial.waitMs).toBe(0);
    if (!trial.next) throw new Error('the trial is not noted');
    expect(askBreaker(trial.next, unixMs(5_001)).waitMs).toBeGreaterThan(0);
    // The one who tried was killed: the next one tries.
    expect(askBreaker(trial.next, unixMs(20_000)).waitMs).toBe(0);
    expect(afterFailure(trial.next, unixMs(6_000)).openUntil).toBe(16_000);
  });

  it('lets at most one caller through in any stretch of its wait', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 5, max: 40 }),
        fc.array(fc.integer({ min: 0, max: 3_000 }), { maxLength: 60 }),
        (times, gaps) => {
          let breaker = failed(times);
          let now = 0;
          const through: number[] = [];
          for (const gap of gaps) {
            now += gap;
            const { waitMs, next } = askBreaker(breaker, unixMs(now));
            if (waitMs === 0) through.push(now);
            breaker = next ?? breaker;
          }
          for (const [i, at] of through.entries()) if (i > 0) expect(at - (through[i - 1] ?? 0)).toBeGreaterThanOrEqual(5_000);
        },
      ),
      { seed: 32 },
    );
  });

  it('stands before every service that a step calls', () => {
    for (const status of WORKED_STATUSES) expect(upstreamsOf(status).length).toBeGreaterThan(0);
    expect(upstreamsOf('reserved')).toContain('signer');
    expect(upstreamsOf('awaiting_consent')).toEqual([]);
  });
});
