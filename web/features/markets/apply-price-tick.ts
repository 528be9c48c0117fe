import type { ChainPosition, Coin, PriceTick } from './coin.ts';

/** Negative when `a` comes before `b` in the chain; no position comes before any. */
export function comparePositions(a: ChainPosition | null, b: ChainPosition | null): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null);
  return a.block - b.block || a.logIndex - b.logIndex;
}

/** Whether the tick was made before what the coin already shows: a late message, or a reorg that took blocks back. Only a new read can tell. */
export function isOlder(coin: Pick<Coin, 'position'>, tick: Pick<PriceTick, 'position'>): boolean {
  return comparePositions(tick.position, coin.position) < 0;
}

/**
 * The coin after a tick. Ticks of other coins and older ticks change nothing; one at the same place may still bring new holders or volume.
 * Applied in any order, ticks lead to the latest one.
 */
export function applyPriceTick(coin: Coin, tick: PriceTick): Coin {
  if (tick.address !== coin.address || isOlder(coin, tick)) return coin;
  return { ...coin, ...tick };
}
