import type { Database } from '../_shared/adapters/database.ts';
import { drawCoin } from './draw-coin.ts';
import { readPrices } from './read-prices.ts';
import { type FindShared, sharedOf } from './shared.ts';

type Row = {
  symbol: string;
  title: string;
  display_name: string;
  username: string | null;
  holders_count: number;
  market_cap: string | null;
  current_price: string | null;
  price_before: string | null;
};

const ADDRESS = /^0x[0-9a-f]{40}$/;

/** What is shared of a coin, by its address: none whose performance is hidden. */
export function sharedCoins(db: Database): FindShared {
  return async id => {
    const address = id.toLowerCase();
    if (!ADDRESS.test(address)) return null;
    const [row] = await db<Row[]>`
      select c.symbol, p.title, u.display_name, u.username, c.holders_count, c.market_cap, c.current_price,
        coalesce(c.price_24h_ago, c.initial_price) as price_before
      from public.performance_coins c
        join public.performances p on p.id = c.performance_id
        join public.users u on u.id = p.user_id
      where c.coin_address = ${address} and p.status = 'live'`;
    if (!row) return null;
    const card = {
      ticker: row.symbol,
      title: row.title,
      artist: row.display_name,
      handle: row.username,
      holders: row.holders_count,
      cap: row.market_cap === null ? null : Number(BigInt(row.market_cap) / 10n ** 9n) / 1e9,
      change: changeOf(row.current_price, row.price_before),
      prices: await readPrices(db, address),
    };
    return sharedOf({
      title: `$${row.symbol}`,
      description: `The coin of “${row.title}” by ${row.display_name}. Coins can fall to zero.`,
      path: `/coins/${address}`,
      card,
      draw: drawCoin,
    });
  };
}

/** In percent; null while there is no price to compare with. */
function changeOf(now: string | null, before: string | null): number | null {
  if (now === null || before === null || before === '0') return null;
  return (Number(now) / Number(before) - 1) * 100;
}
