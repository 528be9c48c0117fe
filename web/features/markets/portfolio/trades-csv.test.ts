import { describe, expect, it } from 'vitest';
import { coinFixture } from '../testing/coin-fixture.ts';
import { tradesCsv } from './trades-csv.ts';

const coin = coinFixture({ symbol: '=HYPERLINK("x")' });
const take = { coin, title: 'Take', posterUrl: null, ink: 'amber' };
const trade = (side: 'buy' | 'sell', coinAmount: bigint, currencyAmount: bigint, block: number) => ({
  coin: coin.address,
  side,
  coinAmount,
  currencyAmount,
  ethAmount: currencyAmount as bigint | null,
  at: Date.UTC(2026, 10, 26, 12),
  hash: '0xab',
  block,
  logIndex: 0,
});

describe('tradesCsv', () => {
  it('says every amount to its last unit, and what a sale realised', () => {
    const trades = [
      trade('buy', 10n ** 18n + 1n, 1_000_000_000_000_001n, 1),
      trade('sell', 10n ** 18n + 1n, 400_000_000_000_000n, 2),
    ];
    const [head, bought, sold] = tradesCsv(trades, [take]).split('\r\n');
    expect(head?.split(',')).toHaveLength(12);
    expect(bought).toContain(',buy,1.000000000000000001,0.001000000000000001,ETH,0.001000000000000001,,,1,0xab');
    expect(sold).toContain(',sell,1.000000000000000001,0.0004,ETH,0.0004,-0.000600000000000001,ETH,2,0xab');
  });

  it('keeps a name from being run as a formula', () => {
    expect(tradesCsv([trade('buy', 1n, 1n, 1)], [take])).toContain(`"'=HYPERLINK(""x"")"`);
    // A minus is a number's only before a number and nothing else.
    const minus = { ...take, coin: coinFixture({ symbol: "-2+3+cmd|' /C calc'!A0" }) };
    expect(tradesCsv([trade('buy', 1n, 1n, 1)], [minus])).toContain(`,'-2+3+cmd|' /C calc'!A0,`);
  });

  it('counts in the coin’s currency, from the first sale on, where one worth in ETH is not known', () => {
    const usd = `0x${'d1'.repeat(20)}` as const;
    const paired = { ...take, coin: coinFixture({ symbol: 'B', currency: usd }) };
    const trades = [
      trade('buy', 10n ** 18n, 3_000_000n, 1),
      { ...trade('sell', 10n ** 18n / 2n, 2_000_000n, 2), ethAmount: 5n },
      { ...trade('sell', 10n ** 18n / 2n, 1_000_000n, 3), ethAmount: null },
    ];
    const lines = tradesCsv(trades, [paired], new Map([[usd, { symbol: 'USDC', decimals: 6 }]])).split('\r\n');
    expect(lines[2]).toContain(',sell,0.5,2,USDC,0.000000000000000005,0.5,USDC,2,');
    expect(lines[3]).toContain(',sell,0.5,1,USDC,,-0.5,USDC,3,');
  });
});
