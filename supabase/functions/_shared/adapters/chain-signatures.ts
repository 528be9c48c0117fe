import { type Address, type PublicClient, verifyMessage, verifyTypedData, zeroAddress } from 'viem';
import type { WalletPorts } from '../../../../shared/identity/ports.ts';
import type { ConsentPorts } from '../../../../shared/launches/consent-ports.ts';
import { forSigning } from '../../../../shared/launches/for-signing.ts';
import { askChain } from './chain-client.ts';

/** Verifies consents and acceptances: a plain key without asking the chain, a contract wallet (ERC-1271, or 6492 when it is not deployed yet) through it. */
export function consentVerifier(client: PublicClient): ConsentPorts['verify'] {
  return async (address, data, signature) => {
    const signed = { ...forSigning(data), address, signature };
    const plain = await verifyTypedData(signed).catch(() => false);
    return plain || believe(client, address, () => client.verifyTypedData(signed));
  };
}

/** Verifies a signed text (EIP-191): a plain key without asking the chain, a contract wallet through it, deployed or not. */
export function textVerifier(client: PublicClient): WalletPorts['verifyText'] {
  return async (address, message, signature) => {
    const signed = { address: address as Address, message, signature };
    const plain = await verifyMessage(signed).catch(() => false);
    return plain || believe(client, address, () => client.verifyMessage(signed));
  };
}

/**
 * viem says no as well when the chain gave no answer; a no counts only while the chain answers. The zero address is nobody's, and
 * ecrecover on the chain gives it for what no key can have signed. @throws AppError 503 when the chain does not answer
 */
async function believe(client: PublicClient, address: string, ask: () => Promise<boolean>): Promise<boolean> {
  if (address === zeroAddress) return false;
  return askChain(async () => {
    if (await ask()) return true;
    await client.getBlockNumber();
    return false;
  });
}
