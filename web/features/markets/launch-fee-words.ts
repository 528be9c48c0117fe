import { launchFee, OPENING_FEE } from '../../../shared/launches/launch-fee.ts';
import type { Coin } from './coin.ts';

/** Why buying is not open yet, in words that stay the same all the while. */
export const BUYING_WAITS = `The launch fee is falling. Buying opens at ${OPENING_FEE / 100}%.`;

/** How much the launch fee takes right now, and when buying opens; null once it is open. `now` in unix ms. */
export function launchFeeWords({ launchedAt, opensAt }: Pick<Coin, 'launchedAt' | 'opensAt'>, now: number): string | null {
  if (opensAt <= now) return null;
  const fee = launchFee((now - launchedAt) / 1000);
  if (fee <= OPENING_FEE) return `The launch fee has fallen to ${fee / 100}%. Buying opens in a moment.`;
  return `The launch fee is ${fee / 100}% and falling. Buying opens at ${OPENING_FEE / 100}%.`;
}
