import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bps, wei } from '../kernel/units.ts';
import { earnedBy, inEth, type Paid, type Payout } from './earnings.ts';

const ETH = '0xe0';
const ZORA = '0xz0';
const paidOf = (change: Partial<Paid>): Paid => ({
  coin: 'a',
  recipient: 'split',
  currency: ETH,
  currencyAmount: wei(0n),
  coinAmount: wei(0n),
  ethAmount: wei(0n),
  weekCurrencyAmount: wei(0n),
  weekEthAmount: wei(0n),
  ...change,
});
const payoutOf = (change: Partial<Payout>): Payout => ({
  coin: 'a',
  currency: ETH,
  payout: 'split',
  account: 'me',
  bps: bps(2000),
  ...change,
});

describe('earnedBy', () => {
  it('gives each their part, and nothing of what was paid elsewhere', () => {
    const paid = [
      paidOf({ currencyAmount: wei(1001n), ethAmount: wei(1001n), weekEthAmount: wei(11n) }),
      paidOf({ recipient: 'other', currencyAmount: wei(9n) }),
    ];
    const [earned] = earnedBy([payoutOf({})], paid);
    expect(earned).toMatchObject({ currencyAmount: 200n, ethAmount: 200n, weekEthAmount: 2n });
  });

  it('keeps currencies apart, and knows no ETH worth where one payment has none', () => {
    const paid = [
      paidOf({ currency: ZORA, currencyAmount: wei(500n), ethAmount: null, weekEthAmount: null }),
      paidOf({ currencyAmount: wei(50n), ethAmount: wei(50n) }),
    ];
    const earned = earnedBy([payoutOf({})], paid);
    expect(earned.map(each => [each.currency, each.currencyAmount, each.ethAmount])).toEqual([
      [ZORA, 100n, null],
      [ETH, 10n, 10n],
    ]);
    expect(inEth(earned)).toEqual({ ever: 10n, week: 0n, unknown: 1 });
  });

  it('shows a coin that has paid nothing yet', () => {
    expect(earnedBy([payoutOf({ currency: ZORA })], [])).toEqual([
      expect.objectContaining({ coin: 'a', currency: ZORA, currencyAmount: 0n }),
    ]);
  });

  it('never gives all who share more than was paid, and leaves less than a unit for each', () => {
    const parts = fc.uniqueArray(fc.integer({ min: 1, max: 9_999 }), { minLength: 1, maxLength: 9 }).map(cuts => {
      const sorted = [0, ...cuts.sort((a, b) => a - b), 10_000];
      return sorted.slice(1).map((cut, i) => bps(cut - (sorted[i] ?? 0)));
    });
    const amounts = fc.array(fc.bigInt({ min: 0n, max: 10n ** 30n }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(parts, amounts, (split, sums) => {
        const paid = sums.map((sum, i) =>
          paidOf({ currency: `c${i}`, currencyAmount: wei(sum), ethAmount: i % 2 ? null : wei(sum) }),
        );
        const each = split.map(part => earnedBy([payoutOf({ bps: part })], paid));
        for (const [i, sum] of sums.entries()) {
          const given = each.reduce(
            (total, earned) => total + (earned.find(of => of.currency === `c${i}`)?.currencyAmount ?? 0n),
            0n,
          );
          expect(given <= sum && sum - given < BigInt(split.length)).toBe(true);
        }
        // One person with all the parts has the sum of the parts.
        const all = earnedBy(
          split.map(part => payoutOf({ bps: part })),
          paid,
        );
        for (const of of all)
          expect(of.currencyAmount).toBe(
            each.reduce((total, own) => total + (own.find(it => it.currency === of.currency)?.currencyAmount ?? 0n), 0n),
          );
      }),
      { seed: 8, numRuns: 300 },
    );
  });
});
