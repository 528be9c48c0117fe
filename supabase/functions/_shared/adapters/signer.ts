import { type Address, type Hex, keccak256 } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import type { LaunchPorts } from '../../../../shared/launches/ports.ts';

export type Signer = { address: Address; sign: LaunchPorts['sign'] };

/** The server wallet from its private key. It signs launches and nothing else; what it is asked to sign was checked before. */
export function launchSigner(privateKey: Hex): Signer {
  const account = privateKeyToAccount(privateKey);
  return {
    address: account.address,
    sign: async transaction => {
      const raw = await account.signTransaction({ type: 'eip1559', ...transaction });
      return { raw, hash: keccak256(raw) };
    },
  };
}
