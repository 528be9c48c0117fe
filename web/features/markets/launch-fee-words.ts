import { launchFee } from '../../../shared/launches/launch-fee.ts';
import type { Coin } from './coin.ts';

/** How much the launch fee takes right now, and when buying opens; null once it is open. `now` in unix ms. */
export function launchFeeWords({ launchedAt, opensAt }: Pick<Coin, 'launchedAt' | 'opensAt'>, now: number): string | null {
  if (opensAt <= now) return null;
  return `The launch fee is ${launchFee((now - launchedAt) / 1000) / 100}% and falling. Buying opens at 5%.`;
}
