import { type Address, type Hex, isAddressEqual, isHex } from 'viem';
import { parseSiweMessage } from 'viem/siwe';
import { recoverMessageAddress } from 'viem/utils';

export type SiwfInput = { message: string; signature: string; domain: string };
export type SiwfChecks = {
  now: Date;
  /** True once for each nonce that was handed out and not used. */
  takeNonce: (nonce: string) => boolean;
  /** The custody or auth addresses of a person. */
  addressesOf: (fid: number) => readonly Address[];
};

/** Why a Sign In With Farcaster message was refused. */
export class InvalidSiwf extends Error {
  readonly code: 'invalid_params' | 'invalid_nonce' | 'invalid_signature';
  constructor(code: InvalidSiwf['code'], message: string) {
    super(message);
    this.code = code;
  }
}

/** Farcaster's identity registry lives on Optimism, so the message names that chain. */
const CHAIN_ID = 10;
const STATEMENT = /^Farcaster (Auth|Connect)$/;

/**
 * Checks a Sign In With Farcaster message and says whose it is: its form, domain, time, nonce and signature.
 * Throws `InvalidSiwf`; the nonce is used up by the first message that is otherwise well formed.
 */
export async function verifySiwf(
  { message, signature, domain }: SiwfInput,
  { now, takeNonce, addressesOf }: SiwfChecks,
): Promise<number> {
  const siwe = parseSiweMessage(message);
  const fid = Number(siwe.resources?.map(resource => /^farcaster:\/\/fid\/(\d+)$/.exec(resource)?.[1]).find(Boolean));
  if (!siwe.address || !siwe.nonce || !Number.isInteger(fid))
    throw new InvalidSiwf('invalid_params', 'not a Sign In With Farcaster message');
  if (!STATEMENT.test(siwe.statement ?? '')) throw new InvalidSiwf('invalid_params', `unexpected statement ${siwe.statement}`);
  if (siwe.chainId !== CHAIN_ID) throw new InvalidSiwf('invalid_params', `chain ${siwe.chainId} is not ${CHAIN_ID}`);
  if (siwe.domain !== domain) throw new InvalidSiwf('invalid_params', `the message is for ${siwe.domain}, not for ${domain}`);
  if (siwe.expirationTime && siwe.expirationTime <= now) throw new InvalidSiwf('invalid_params', 'the message has expired');
  if (siwe.notBefore && siwe.notBefore > now) throw new InvalidSiwf('invalid_params', 'the message is not valid yet');
  if (!takeNonce(siwe.nonce)) throw new InvalidSiwf('invalid_nonce', 'the nonce was not handed out here, or it was used');
  const signer = isHex(signature)
    ? await recoverMessageAddress({ message, signature: signature as Hex }).catch(() => null)
    : null;
  if (!signer || !isAddressEqual(signer, siwe.address))
    throw new InvalidSiwf('invalid_signature', 'the signature is not by the address in the message');
  if (!addressesOf(fid).some(address => isAddressEqual(address, signer))) {
    throw new InvalidSiwf('invalid_signature', `${signer} may not sign in as fid ${fid}`);
  }
  return fid;
}
