import { sessionOver, twoFarcasterAccounts, walletElsewhere } from './errors.ts';
import type { AccountPorts, WalletPorts } from './ports.ts';
import { proveWallet, type WalletProof } from './prove-wallet.ts';
import type { SiweTerms } from './siwe.ts';

/** A session that a door has verified. */
export type Present = { userId: string; sessionId: string };

/**
 * Adds a wallet to the account that is signed in. A wallet of another account joins the two, if that one is signed in as well (`other`);
 * the account with a Farcaster account stays, else the older one. Proving a wallet again changes nothing.
 * @returns the account that the wallet belongs to now
 * @throws AppError 401 (proof, session), 409 (another account's wallet; two Farcaster accounts)
 */
export async function addWallet(
  proof: WalletProof,
  here: Present,
  other: Present | null,
  terms: SiweTerms,
  ports: WalletPorts & AccountPorts,
): Promise<{ userId: string; address: string }> {
  if (!(await ports.sessionLives(here.sessionId, here.userId))) throw sessionOver();
  const address = await proveWallet(proof, { purpose: 'link', userId: here.userId }, terms, ports);
  const owner = await ports.addWallet(address, here.userId, ports.now());
  if (owner === here.userId) return { userId: owner, address };
  if (other?.userId !== owner || !(await ports.sessionLives(other.sessionId, owner))) throw walletElsewhere();
  return { userId: await join(here.userId, owner, ports), address };
}

async function join(mine: string, theirs: string, ports: AccountPorts): Promise<string> {
  const [a, b] = await Promise.all([ports.findAccount(mine), ports.findAccount(theirs)]);
  if (!a || !b) throw sessionOver();
  if (a.fid !== null && b.fid !== null) throw twoFarcasterAccounts();
  const [staying, leaving] = staysFirst(a, b) ? [a, b] : [b, a];
  await ports.mergeUsers(leaving.id, staying.id);
  return staying.id;
}

type Account = { id: string; fid: number | null; createdAt: number };

/** Which of two accounts stays when they join: the one that Farcaster knows, else the older. */
export function staysFirst(a: Account, b: Account): boolean {
  if ((a.fid === null) !== (b.fid === null)) return a.fid !== null;
  return a.createdAt !== b.createdAt ? a.createdAt < b.createdAt : a.id < b.id;
}
