import { type PublicClient, verifyTypedData } from 'viem';
import { consentForSigning } from '../../../../shared/launches/consent.ts';
import type { ConsentPorts } from '../../../../shared/launches/consent-ports.ts';
import { askChain } from './chain-client.ts';

/** Verifies consents: a plain key without asking the chain, a contract wallet (ERC-1271, or 6492 when it is not deployed yet) through it. */
export function consentVerifier(client: PublicClient): ConsentPorts['verify'] {
  return async (address, data, signature) => {
    const signed = { ...consentForSigning(data), address, signature };
    const plain = await verifyTypedData(signed).catch(() => false);
    return plain || askChain(() => client.verifyTypedData(signed));
  };
}
