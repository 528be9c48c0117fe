import { invalidProof } from './errors.ts';
import type { WalletPorts } from './ports.ts';
import { checkSiwe, PROOF_LIFE_MS, type Purpose, type SiweTerms } from './siwe.ts';

/** A signed message as a door receives it. */
export type WalletProof = { message: string; signature: `0x${string}` };

/** Gives out a nonce for one signature. `userId`: the account that a wallet is to be added to, null to sign in. `expiresAt` in Unix ms. */
export async function issueNonce(userId: string | null, ports: WalletPorts): Promise<{ nonce: string; expiresAt: number }> {
  const nonce = ports.newNonce();
  const expiresAt = ports.now() + PROOF_LIFE_MS;
  await ports.saveNonce({ nonce, userId, expiresAt });
  return { nonce, expiresAt };
}

/**
 * The wallet that a signed message proves. The nonce is used up by a proof that holds, and by one alone: a message works once.
 * @throws AppError 401 when anything about the message, its nonce or its signature is wrong, 503 when a contract wallet cannot be asked
 */
export async function proveWallet(
  proof: WalletProof,
  ask: { purpose: Purpose; userId: string | null },
  terms: SiweTerms,
  ports: WalletPorts,
): Promise<`0x${string}`> {
  const { address, nonce } = checkSiwe(proof.message, ask.purpose, terms, ports.now());
  // Asked first, so that nobody makes us call the chain for a nonce that we never gave out.
  if (!(await ports.nonceWaits(nonce, ask.userId))) throw invalidProof('nonce');
  if (!(await ports.verifyText(address, proof.message, proof.signature))) throw invalidProof('signature');
  if (!(await ports.takeNonce(nonce, ask.userId))) throw invalidProof('nonce');
  return address;
}
