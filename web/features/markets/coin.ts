import * as z from 'zod/mini';
import type { PoolKey } from '../../../shared/markets/coin-facts.ts';
import { timestamp } from '../../lib/timestamp.ts';

export type Address = `0x${string}`;

/** Where in the chain a price was made: later is greater. */
export type ChainPosition = { block: number; logIndex: number };

/** A performance's coin as screens need it. Prices are ETH wei for 10^18 coin wei, market cap is ETH wei for the whole supply, times are unix ms. */
export type Coin = {
  performanceId: string;
  address: Address;
  name: string;
  symbol: string;
  creator: Address;
  poolId: `0x${string}`;
  /** What it is paired with; ETH is the zero address. Prices are in ETH whatever it is. */
  currency: Address;
  poolKey: PoolKey;
  launchedAt: number;
  /** When the launch fee has fallen far enough for buying to be offered. */
  opensAt: number;
  initialPrice: bigint | null;
  price: bigint | null;
  marketCap: bigint | null;
  price24hAgo: bigint | null;
  volume24h: bigint;
  holders: number;
  position: ChainPosition | null;
  pricedAt: number | null;
};

const amountText = z.string().check(z.regex(/^\d{1,78}$/));
/** Digits as PostgREST gives a numeric cast to text. */
export const amount = z.pipe(
  amountText,
  z.transform(text => BigInt(text)),
);
export const address = z.pipe(
  z.string().check(z.regex(/^0x[0-9a-fA-F]{40}$/)),
  z.transform(text => text.toLowerCase() as Address),
);

/** Columns of performance_coins as PostgREST should give them: amounts as text, so that no digit is lost. */
export const COIN_COLUMNS =
  'performance_id, coin_address, name, symbol, creator_address, currency, pool_id, pool_key, launched_at, opens_at, initial_price::text, current_price::text, market_cap::text, price_24h_ago::text, volume_24h::text, holders_count, price_block, price_log_index, priced_at';

/** What changes of a coin's row, in the row and in the broadcast of a change. */
const figures = z.object({
  coin_address: address,
  current_price: z.nullable(amount),
  market_cap: z.nullable(amount),
  price_24h_ago: z.nullable(amount),
  volume_24h: amount,
  holders_count: z.number(),
  price_block: z.nullable(z.number()),
  price_log_index: z.nullable(z.number()),
  priced_at: z.nullable(timestamp),
});

/** What the database broadcasts at each change of a coin's row. */
export type PriceTick = Pick<
  Coin,
  'address' | 'price' | 'marketCap' | 'price24hAgo' | 'volume24h' | 'holders' | 'position' | 'pricedAt'
>;

const tickOf = ({ price_block: block, price_log_index: logIndex, ...row }: z.infer<typeof figures>): PriceTick => ({
  address: row.coin_address,
  price: row.current_price,
  marketCap: row.market_cap,
  price24hAgo: row.price_24h_ago,
  volume24h: row.volume_24h,
  holders: row.holders_count,
  position: block === null || logIndex === null ? null : { block, logIndex },
  pricedAt: row.priced_at,
});

export const priceTick = z.pipe(figures, z.transform(tickOf));

export const coinRow = z.pipe(
  z.extend(figures, {
    performance_id: z.uuid(),
    name: z.string(),
    symbol: z.string(),
    creator_address: address,
    pool_id: z.string(),
    currency: address,
    pool_key: z.object({ currency0: address, currency1: address, fee: z.number(), tickSpacing: z.number(), hooks: address }),
    launched_at: timestamp,
    opens_at: timestamp,
    initial_price: z.nullable(amount),
  }),
  z.transform(
    (row): Coin => ({
      ...tickOf(row),
      performanceId: row.performance_id,
      name: row.name,
      symbol: row.symbol,
      creator: row.creator_address,
      poolId: row.pool_id as `0x${string}`,
      currency: row.currency,
      poolKey: row.pool_key,
      launchedAt: row.launched_at,
      opensAt: row.opens_at,
      initialPrice: row.initial_price,
    }),
  ),
);

const manyTicks = z.object({ ticks: z.array(z.unknown()) });
const whose = z.object({ performance_id: z.uuid() });

/** The ticks of one message about all coins, each with whose coin it is. What cannot be read is left out. */
export function priceTicks(payload: unknown): (PriceTick & { performanceId: string })[] {
  const message = manyTicks.safeParse(payload);
  if (!message.success) return [];
  return message.data.ticks.flatMap(each => {
    const [owner, tick] = [whose.safeParse(each), priceTick.safeParse(each)];
    return owner.success && tick.success ? [{ ...tick.data, performanceId: owner.data.performance_id }] : [];
  });
}
