import { openSession } from './open-session.ts';
import type { SessionPorts, SignedIn, WalletPorts } from './ports.ts';
import { proveWallet, type WalletProof } from './prove-wallet.ts';
import type { User } from './schema.ts';
import type { SiweTerms } from './siwe.ts';

export type WalletSignInPorts = WalletPorts &
  SessionPorts & {
    /** The user of a proven wallet; a new one when nobody has it. */
    userOfWallet: (address: string, now: number) => Promise<User>;
  };

/** Signs in by a wallet's message (EIP-4361). @throws AppError 401, 503 as `proveWallet` */
export async function signInByWallet(proof: WalletProof, terms: SiweTerms, ports: WalletSignInPorts): Promise<SignedIn> {
  const address = await proveWallet(proof, { purpose: 'sign-in', userId: null }, terms, ports);
  return openSession(await ports.userOfWallet(address, ports.now()), address, ports);
}
