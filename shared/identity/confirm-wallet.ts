import type { FarcasterPorts } from './ports.ts';
import { currentUser } from './sign-in.ts';

/** What Farcaster said so short a time ago still holds: a card and its approval are not two questions. */
const FRESH_MS = 30_000;

export type ConfirmPorts = Omit<FarcasterPorts, 'verifyToken'> & {
  /** The account's fid, if Farcaster was last asked before `before` (Unix ms). */
  staleFid: (userId: string, before: number) => Promise<number | null>;
  now: () => number;
};

/**
 * Makes the stored wallet of an account the one that Farcaster verifies now, so that a verification that was taken back ends the
 * right to a payout at the next launch, and not only at the next sign-in. While Neynar is away what it said last stands: the
 * creator still has to sign with that very wallet.
 */
export async function confirmWallet(userId: string, ports: ConfirmPorts): Promise<void> {
  const fid = await ports.staleFid(userId, ports.now() - FRESH_MS);
  if (fid !== null) await currentUser(fid, ports);
}
