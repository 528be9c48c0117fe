import { describe, expect, it } from 'vitest';
import { bps, wei } from '../../../../shared/kernel/units.ts';
import { ETH } from '../../../../shared/markets/base-contracts.ts';
import { earningsCsv } from './earnings-csv.ts';
import type { OwnPayout } from './own-payouts-query.ts';

const COIN = `0x${'c1'.repeat(20)}` as const;
const USD = `0x${'d1'.repeat(20)}` as const;
const payout: OwnPayout = {
  coin: COIN,
  currency: ETH,
  payout: `0x${'5b'.repeat(20)}`,
  account: `0x${'a1'.repeat(20)}`,
  bps: bps(1250),
  performanceId: '1',
  title: 'Take',
  posterUrl: null,
  ink: 'amber',
  symbol: '+SUM',
  isOwn: false,
};
const row = { coin: COIN, coinAmount: wei(0n), weekCurrencyAmount: wei(0n) };

describe('earningsCsv', () => {
  it('says every amount to its last unit, each in its own currency, and no worth where none is known', () => {
    const earned = [
      { ...row, currency: ETH, currencyAmount: wei(10n ** 18n + 1n), ethAmount: wei(10n ** 18n + 1n), weekEthAmount: wei(1n) },
      { ...row, currency: USD, currencyAmount: wei(1_234_567n), ethAmount: null, weekEthAmount: null },
    ];
    const [head, ether, dollars] = earningsCsv(earned, [payout], new Map([[USD, { symbol: 'USDC', decimals: 6 }]])).split('\r\n');
    expect(head?.split(',')).toHaveLength(8);
    expect(ether).toBe(`'+SUM,${COIN},12.5,ETH,1.000000000000000001,0,1.000000000000000001,0.000000000000000001`);
    expect(dollars).toBe(`'+SUM,${COIN},12.5,USDC ${USD},1.234567,0,,`);
  });
});
