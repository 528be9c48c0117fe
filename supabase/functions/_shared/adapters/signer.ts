import { type Hex, keccak256 } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import type { Signer } from '../../../../shared/launches/launch-chain.ts';
import type { Env } from '../env.ts';
import { remoteSigner } from './remote-signer.ts';

/** The variables that choose a signer: either the key, or where the key is. */
export const SIGNER_VARIABLES = [
  'LAUNCH_WALLET_PRIVATE_KEY',
  'LAUNCH_SIGNER_URL',
  'LAUNCH_SIGNER_TOKEN',
  'LAUNCH_WALLET_ADDRESS',
] as const satisfies (keyof Env)[];

/** The server wallet from its private key. What it is asked to sign was checked before. */
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

/** The signer that the environment names. @throws Error when it names none or two, or half of one. */
export function signerFrom(env: Partial<Pick<Env, (typeof SIGNER_VARIABLES)[number]>>): Signer {
  const {
    LAUNCH_WALLET_PRIVATE_KEY: key,
    LAUNCH_SIGNER_URL: url,
    LAUNCH_SIGNER_TOKEN: token,
    LAUNCH_WALLET_ADDRESS: address,
  } = env;
  if (key && !url) return launchSigner(key);
  if (url && token && address && !key) return remoteSigner({ url, token, address });
  throw new Error(
    'The launch wallet needs either LAUNCH_WALLET_PRIVATE_KEY, or LAUNCH_SIGNER_URL with LAUNCH_SIGNER_TOKEN and LAUNCH_WALLET_ADDRESS.',
  );
}
