import { type Address, verifyMessage, verifyTypedData, zeroAddress } from 'viem';
import type { WalletPorts } from '../../../../shared/identity/ports.ts';
import type { ConsentPorts } from '../../../../shared/launches/consent-ports.ts';
import { forSigning } from '../../../../shared/launches/for-signing.ts';
import { askBoth, type Nodes } from './ask-both.ts';
import { askChain } from './chain-client.ts';

/** Verifies consents and acceptances: a plain key without asking the chain, a contract wallet (ERC-1271, or 6492 when it is not deployed yet) through it. */
export function consentVerifier(nodes: Nodes): ConsentPorts['verify'] {
  return async (address, data, signature) => {
    const signed = { ...forSigning(data), address, signature };
    const plain = await verifyTypedData(signed).catch(() => false);
    return plain || believe(nodes, address, (node, state) => node.verifyTypedData({ ...signed, ...state }));
  };
}

/** Verifies a signed text (EIP-191): a plain key without asking the chain, a contract wallet through it, deployed or not. */
export function textVerifier(nodes: Nodes): WalletPorts['verifyText'] {
  return async (address, message, signature) => {
    const signed = { address: address as Address, message, signature };
    const plain = await verifyMessage(signed).catch(() => false);
    return plain || believe(nodes, address, (node, state) => node.verifyMessage({ ...signed, ...state }));
  };
}

/**
 * viem says no as well when the chain gave no answer; a no counts only while the chain answers. The zero address is nobody's, and
 * ecrecover on the chain gives it for what no key can have signed. @throws AppError 503 when the chain does not answer, or two nodes differ
 */
async function believe(
  nodes: Nodes,
  address: string,
  ask: (node: Nodes['first'], state: { blockNumber?: bigint }) => Promise<boolean>,
): Promise<boolean> {
  if (address === zeroAddress) return false;
  return askBoth(nodes, 'signature', (node, block) =>
    askChain(async () => {
      if (await ask(node, block === undefined ? {} : { blockNumber: block })) return true;
      await node.getBlockNumber();
      return false;
    }),
  );
}
