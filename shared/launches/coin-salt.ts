import { encodeAbiParameters, type Hex, keccak256 } from 'viem';

const PARAMETERS = [{ type: 'string' }, { type: 'uint256' }, { type: 'bytes20' }] as const;

/** The salt of a performance's coin: one cast has one coin a chain, whoever asks and however often. */
export function coinSalt(chainId: number, castHash: Hex): Hex {
  return keccak256(encodeAbiParameters(PARAMETERS, ['gigavibe', BigInt(chainId), castHash.toLowerCase() as Hex]));
}
