import { zeroAddress } from 'viem';
import type { ForeignCoin } from './foreign-coins.ts';
import type { MarketWorld } from './market-world.ts';

/** Brings a large coin's row up to date beside a small one's, each after one more transfer, and prints what it takes. */
export async function benchRefresh({ admin, coins, ports, clock, link }: MarketWorld): Promise<void> {
  await admin`truncate public.coin_trades, public.coin_prices, public.coin_transfers, public.coin_holders, public.coin_candles`;
  const first = coins.coins.find(coin => coin.currency === zeroAddress) as ForeignCoin;
  const second = coins.coins.find(coin => coin.currency !== zeroAddress) as ForeignCoin;
  await link([second]);
  const [large, small] = [first.address, second.address];
  const now = clock.now();
  for (const [coin, trades, holders] of [
    [large, 100_000, 20_000],
    [small, 100, 20],
  ] as const) {
    const dayAgo = new Date(now - 24 * 3_600_000);
    await admin`
      insert into public.coin_trades (coin_address, block_number, block_hash, log_index, transaction_hash, trader, side, coin_amount, currency_amount, eth_amount, price, traded_at)
      select ${coin}, n, n::text, 0, n::text, '0x' || repeat('ab', 20), 'buy', 1, n, n, n, ${dayAgo}::timestamptz + n * interval '24 hours' / ${trades}::integer
      from generate_series(1, ${trades}::integer) n`;
    await admin`
      insert into public.coin_prices (coin_address, block_number, block_hash, log_index, price, currency_price, priced_at)
      select coin_address, block_number, block_hash, log_index, price, price, traded_at from public.coin_trades where coin_address = ${coin}`;
    await admin`
      insert into public.coin_candles (coin_address, seconds, opened_at, open, high, low, close, volume, trades)
      select coin_address, s, to_timestamp(floor(extract(epoch from traded_at) / s) * s), 1, 1, 1, 1, sum(eth_amount), count(*)
      from public.coin_trades, unnest(array[60, 3600]) s where coin_address = ${coin} group by 1, 2, 3`;
    await admin`
      insert into public.coin_holders (coin_address, holder, balance, block_number, log_index)
      select ${coin}, '0x' || left(md5(n::text) || md5(n::text), 40), n, n, 0 from generate_series(1, ${holders}::integer) n`;
  }
  await admin`analyze`;
  const took = { large: [] as number[], small: [] as number[] };
  for (let round = 0; round < 40; round++) {
    for (const [name, coin] of [
      ['large', large],
      ['small', small],
    ] as const) {
      await admin`
        update public.coin_holders set balance = balance + 1, is_little_trusted = null
        where coin_address = ${coin} and holder = '0x' || left(md5('7') || md5('7'), 40)`;
      const began = performance.now();
      await ports.store.refresh([coin], now);
      const ms = performance.now() - began;
      // The first asks of every holder whether they are trusted, as one in ten minutes does.
      if (round === 0) console.log(`the ${name} coin's row with a look at all holders: ${ms.toFixed(1)} ms`);
      else took[name].push(ms);
    }
  }
  const [of, beside] = [took.large, took.small].map(all => all.sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0);
  console.log(
    `a coin's row, medians: ${of?.toFixed(1)} ms with 100,000 trades and 20,000 holders, ${beside?.toFixed(1)} ms with 100 and 20`,
  );
}
