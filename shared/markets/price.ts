import { type Wei, wei } from '../kernel/units.ts';

const Q192 = 2n ** 192n;
const ONE_COIN = 10n ** 18n;
/** Every coin has a supply of one billion, with 18 decimals. */
export const COIN_SUPPLY = 1_000_000_000n * ONE_COIN;

/** Uniswap's own bounds (TickMath): the square roots of its lowest and its highest tick. */
const LEAST_SQRT = 4_295_128_739n;
const MOST_SQRT = 1_461_446_703_485_210_103_287_273_052_203_988_822_378_723_970_342n;

/**
 * Price of a coin in currency wei for 10^18 coin wei, rounded down, from a pool's sqrtPriceX96 (the square root of token1 per token0, times 2^96).
 * @throws RangeError when it is no price that a pool of Uniswap can have.
 */
export function priceFromSqrt(sqrtPriceX96: bigint, coinIsToken0: boolean): Wei {
  if (sqrtPriceX96 < LEAST_SQRT || sqrtPriceX96 > MOST_SQRT) throw new RangeError('a pool without a price');
  const squared = sqrtPriceX96 * sqrtPriceX96;
  return wei(coinIsToken0 ? (squared * ONE_COIN) / Q192 : (Q192 * ONE_COIN) / squared);
}

/** Currency wei for the whole supply at this price. Exact: the supply is a whole number of coins. */
export function marketCap(price: Wei): Wei {
  return wei((price * COIN_SUPPLY) / ONE_COIN);
}

/** What an amount of coins is worth at this price, rounded down. Not what selling them pays: that moves the price. */
export function valueAt(price: Wei, coins: Wei): Wei {
  return wei((price * coins) / ONE_COIN);
}
