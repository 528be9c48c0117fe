import { AppError } from '../kernel/app-error.ts';
import { unixMs } from '../kernel/units.ts';
import type { LaunchPorts } from './ports.ts';

/** The wallet's balance is looked at so often, by one of the workers. */
const EVERY_MS = 60_000;

/** Looks at the server wallet's balance when it is time, and puts what an operator should know into the health row. */
export async function watchWallet({ store, chain, clock }: LaunchPorts): Promise<void> {
  if (!(await store.balanceIsOlder(chain.wallet, unixMs(clock.now() - EVERY_MS)))) return;
  try {
    const [balance, minedCount] = await Promise.all([chain.balance(), chain.minedCount()]);
    await store.noteBalance(chain.wallet, { balance, minedCount }, clock.now());
  } catch (error) {
    // A chain that is away is the launches' trouble, and noted there.
    if (!(error instanceof AppError)) throw error;
  }
}
