import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LEAST_CREDIT_BPS, MOST_CREDITED, splitCredit } from './split-credit.ts';

const people = fc.array(fc.array(fc.integer({ min: 0, max: 20 }).map(String), { maxLength: 14 }), { maxLength: 9 });

describe('the credit of a take', () => {
  it('sums to the whole, names nobody twice, and leaves the creator most of it', () => {
    fc.assert(
      fc.property(people, generations => {
        const parts = splitCredit('0', generations);
        expect(parts.reduce((sum, { bps }) => sum + bps, 0)).toBe(10_000);
        expect(new Set(parts.map(({ who }) => who)).size).toBe(parts.length);
        expect(parts[0]).toMatchObject({ who: '0' });
        expect(parts[0]?.bps).toBeGreaterThanOrEqual(8_125);
        expect(parts.length).toBeLessThanOrEqual(MOST_CREDITED + 1);
        for (const { bps } of parts.slice(1)) expect(bps).toBeGreaterThanOrEqual(LEAST_CREDIT_BPS);
      }),
      { seed: 6, numRuns: 2_000 },
    );
  });

  it('falls with each generation and ends after the fourth', () => {
    const line = [['1'], ['2'], ['3'], ['4'], ['5']];
    expect(splitCredit('0', line).map(({ bps }) => bps)).toEqual([8_125, 1_000, 500, 250, 125]);
    fc.assert(
      fc.property(fc.array(fc.constant(null), { minLength: 2, maxLength: 8 }), steps => {
        const shares = splitCredit(
          'me',
          steps.map((_, i) => [`${i}`]),
        )
          .slice(1)
          .map(({ bps }) => bps);
        for (const [i, bps] of shares.entries()) if (i > 0) expect(bps).toBeLessThan(shares[i - 1] ?? 0);
      }),
      { seed: 7 },
    );
  });

  it('counts who comes twice where they are nearest, and the creator never as a parent', () => {
    expect(
      splitCredit('0', [
        ['1', '0'],
        ['1', '2'],
      ]),
    ).toEqual([
      { who: '0', bps: 8_500 },
      { who: '1', bps: 1_000 },
      { who: '2', bps: 500 },
    ]);
    expect(splitCredit('0', [])).toEqual([{ who: '0', bps: 10_000 }]);
  });

  it('is shared within a generation, and too little stays with the creator', () => {
    expect(splitCredit('0', [['1', '2', '3']]).map(({ bps }) => bps)).toEqual([9_001, 333, 333, 333]);
    expect(splitCredit('0', [['1'], ['2'], ['3', '4', '5']]).map(({ who }) => who)).toEqual(['0', '1', '2']);
  });
});
