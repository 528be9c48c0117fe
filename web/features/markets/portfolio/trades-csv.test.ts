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
    expect(head?.split(',')).toHaveLength(9);
    expect(bought).toContain(',buy,1.000000000000000001,0.001000000000000001,,1,0xab');
    expect(sold).toContain(',sell,1.000000000000000001,0.0004,-0.000600000000000001,2,0xab');
  });

  it('keeps a name from being run as a formula', () => {
    expect(tradesCsv([trade('buy', 1n, 1n, 1)], [take])).toContain(`"'=HYPERLINK(""x"")"`);
  });
});
