import type { Address } from 'viem';
import { describe, expect, it } from 'vitest';
import { splitSchema } from './schema.ts';
import { checkSplit } from './split.ts';

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
});
