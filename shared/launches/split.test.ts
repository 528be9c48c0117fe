import fc from 'fast-check';
import type { Address } from 'viem';
import { describe, expect, it } from 'vitest';
import { splitSchema } from './schema.ts';
import { checkSplit, MOST_PARTS, splitByWeight, WHOLE_BPS } from './split.ts';

const address = fc.stringMatching(/^[0-9a-fA-F]{40}$/).map(hex => `0x${hex}` as Address);
const [a, b] = [`0x${'aa'.repeat(20)}` as Address, `0x${'bb'.repeat(20)}` as Address];

describe('a split', () => {
  it('is canonical: lower case, ascending, each account once', () => {
    const parts = [
      { account: b, bps: 2_000 },
      { account: a.toUpperCase().replace('X', 'x') as Address, bps: 7_000 },
      { account: b, bps: 1_000 },
    ];
    expect(checkSplit(parts)).toEqual([
      { account: a, bps: 7_000 },
      { account: b, bps: 3_000 },
    ]);
  });

  it('is refused unless it sums to the whole, in parts above zero', () => {
    expect(() => checkSplit([])).toThrow(/1 to 16/);
    expect(() => checkSplit([{ account: a, bps: 9_999 }])).toThrow(/100 %/);
    expect(() =>
      checkSplit([
        { account: a, bps: 10_000 },
        { account: b, bps: 0 },
      ]),
    ).toThrow(/above zero/);
    expect(splitSchema.safeParse([{ account: a, bps: 9_999 }]).success).toBe(false);
    expect(splitSchema.safeParse([{ account: a, bps: 10_000 }]).success).toBe(true);
  });

  it('by weight sums to the whole and means the same whatever the order', () => {
    const weights = fc.uniqueArray(fc.record({ account: address, weight: fc.bigInt({ min: 0n, max: 2n ** 64n }) }), {
      selector: ({ account }) => account.toLowerCase(),
      minLength: 1,
      maxLength: MOST_PARTS,
    });
    fc.assert(
      fc.property(weights, entries => {
        fc.pre(entries.some(({ weight }) => weight > 0n));
        const split = splitByWeight(entries);
        const sorted = [...split].sort((x, y) => (x.account < y.account ? -1 : 1));
        const sum = split.reduce((all, part) => all + part.bps, 0);
        return sum === WHOLE_BPS && JSON.stringify(split) === JSON.stringify(sorted) && split.every(part => part.bps > 0);
      }),
      { seed: 5, numRuns: 10_000 },
    );
  });
});
