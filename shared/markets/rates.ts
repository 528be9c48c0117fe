import type { Address } from 'viem';
import { type Wei, wei } from '../kernel/units.ts';
import { ETH, WETH } from './base-contracts.ts';

const ONE = 10n ** 18n;
/** A content coin may be paired with a creator coin, this with ZORA, this with ETH; a circle ends here. */
const MOST_STEPS = 4;

/** What 10^18 smallest units of a currency cost in another one, by the latest swap of the pool that joins them. */
export type Rate = { against: Address; price: Wei };
export type Rates = ReadonlyMap<Address, Rate>;

/** ETH wei for 10^18 smallest units of a currency, rounded down at each step; null while no way to ETH is known. */
export function ethRate(currency: Address, rates: Rates): bigint | null {
  let worth = ONE;
  let at = currency;
  for (let steps = 0; steps <= MOST_STEPS; steps++) {
    if (at === ETH || at === WETH) return worth;
    const rate = rates.get(at);
    if (!rate) return null;
    worth = (worth * rate.price) / ONE;
    at = rate.against;
  }
  return null;
}

/** No price of a Uniswap pool against ETH itself is higher; what is comes of two absurd ones, one upon the other. */
export const MOST_IN_ETH = 10n ** 60n;

/** An amount (or price) in a currency's smallest units as ETH wei, rounded down; null where it is no amount that there could be. */
export function inEth(amount: Wei, rate: bigint | null): Wei | null {
  if (rate === null) return null;
  const worth = rate === ONE ? amount : wei((amount * rate) / ONE);
  return worth < MOST_IN_ETH ? worth : null;
}
