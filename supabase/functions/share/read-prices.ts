import type { Database } from '../_shared/adapters/database.ts';

/** More points than a card can draw are of no use. */
export const POINTS = 240;

/** A coin's latest prices, oldest first, as plain numbers: they are drawn, not reckoned with. */
export async function readPrices(db: Database, coin: string): Promise<number[]> {
  const rows = await db<{ price: string }[]>`
    select price from (
      select block_number, log_index, price from public.coin_prices where coin_address = ${coin}
      order by block_number desc, log_index desc limit ${POINTS}) latest
    order by block_number, log_index`;
  return rows.map(row => Number(row.price));
}
