import { type Bps, bps, type UnixMs, unixMs } from '../kernel/units.ts';

/** The coin's hook takes 99 % at the block of creation, falling in a straight line to 1 % ten seconds later. */
const FIRST_FEE = 9_900;
const LAST_FEE = 100;
const FALL_SECONDS = 10;

/** Share of a trade that the launch fee takes so many seconds after the coin's block; block times are whole seconds. */
export function launchFee(secondsSinceLaunch: number): Bps {
  const passed = Math.min(Math.max(Math.floor(secondsSinceLaunch), 0), FALL_SECONDS);
  return bps(FIRST_FEE - Math.floor(((FIRST_FEE - LAST_FEE) * passed) / FALL_SECONDS));
}

/** Whole seconds after the coin's block until the fee is at most `limit`. */
export function secondsUntilFee(limit: Bps): number {
  for (let seconds = 0; seconds < FALL_SECONDS; seconds++) if (launchFee(seconds) <= limit) return seconds;
  return FALL_SECONDS;
}

/** The fee at which buying is offered. */
export const OPENING_FEE = bps(500);

/** A quote is made on the latest block, which may be this old (Base's block time): it must not still show the launch fee. */
const BLOCK_SECONDS = 2;

/**
 * When buying is offered: as soon as the launch fee has fallen to 5 % in every block that a quote may be made on. `launchedAt` is
 * the time of the coin's block.
 */
export function opensForBuyers(launchedAt: UnixMs): UnixMs {
  return unixMs(launchedAt + (secondsUntilFee(OPENING_FEE) + BLOCK_SECONDS) * 1000);
}

/** When an announced coin may be created: `leadSeconds` after the announcement. */
export function opensAt(announcedAt: UnixMs, leadSeconds: number): UnixMs {
  return unixMs(announcedAt + leadSeconds * 1000);
}
