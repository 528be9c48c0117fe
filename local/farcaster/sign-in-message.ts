import type { Address } from 'viem';
import { createSiweMessage } from 'viem/siwe';

export type SignInMessage = {
  fid: number;
  address: Address;
  /** Of the mini-app, with its scheme. */
  appOrigin: string;
  nonce: string;
  now: Date;
  expirationTime?: string | undefined;
};

/** The message that a Farcaster client signs for Sign In With Farcaster: SIWE on chain 10 with the fid as its resource. */
export function signInMessage({ fid, address, appOrigin, nonce, now, expirationTime }: SignInMessage): string {
  return createSiweMessage({
    domain: new URL(appOrigin).host,
    address,
    statement: 'Farcaster Auth',
    uri: `${appOrigin}/`,
    version: '1',
    chainId: 10,
    nonce,
    issuedAt: now,
    ...(expirationTime ? { expirationTime: new Date(expirationTime) } : {}),
    resources: [`farcaster://fid/${fid}`],
  });
}
