import type { TypedDataDefinition } from 'viem';
import { type ConsentTypedData, consentForSigning } from './consent.ts';
import type { PartTypedData } from './part.ts';

/** Either kind of data as viem hashes, signs and verifies it: uint256 as bigint. */
export function forSigning(data: ConsentTypedData | PartTypedData): TypedDataDefinition {
  if (data.primaryType === 'LaunchConsent') return consentForSigning(data);
  return { ...data, message: { ...data.message, chainId: BigInt(data.message.chainId) } };
}
