import { type Address, encodeFunctionData, type Hex, type PublicClient, zeroAddress, zeroHash } from 'viem';
import {
  attestedData,
  EAS_ABI,
  EAS_ADDRESS,
  EAS_REGISTRY_ABI,
  EAS_REGISTRY_ADDRESS,
  EAS_SCHEMA,
  EAS_SCHEMA_UID,
  readAttested,
  recipientOf,
} from '../../../../shared/provenance/eas.ts';
import type { Anchor, Published } from '../../../../shared/provenance/ports.ts';
import { askChain } from './chain-client.ts';
import { logsBackwards } from './logs-backwards.ts';

type Place = { client: PublicClient; fromBlock: bigint };
const EVENT = EAS_ABI[0];

/** Single records as attestations of the Ethereum Attestation Service: a batch of one, on Base a predeploy that everybody's tools know. */
export function easAnchor(place: Place, address: Address): Anchor {
  return {
    name: 'eas',
    most: 1,
    find: ({ root, fromBlock }) =>
      askChain(async () => (await readAttestations({ ...place, fromBlock }, address, root, 1))[0] ?? null),
    next: batch =>
      askChain(async () => {
        if (!(await hasSchema(place.client))) return REGISTRATION;
        const attestation = {
          recipient: recipientOf(batch.root),
          expirationTime: 0n,
          revocable: false,
          refUID: zeroHash,
          data: attestedData(batch),
          value: 0n,
        };
        return {
          to: EAS_ADDRESS,
          data: encodeFunctionData({
            abi: EAS_ABI,
            functionName: 'attest',
            args: [{ schema: EAS_SCHEMA_UID, data: attestation }],
          }),
        };
      }),
  };
}

/** Our schema belongs to nobody: whoever registers it first has done it for all. */
const REGISTRATION = {
  to: EAS_REGISTRY_ADDRESS,
  data: encodeFunctionData({ abi: EAS_REGISTRY_ABI, functionName: 'register', args: [EAS_SCHEMA, zeroAddress, false] }),
};

async function hasSchema(client: PublicClient): Promise<boolean> {
  const { uid } = await client.readContract({
    address: EAS_REGISTRY_ADDRESS,
    abi: EAS_REGISTRY_ABI,
    functionName: 'getSchema',
    args: [EAS_SCHEMA_UID],
  });
  return uid === EAS_SCHEMA_UID;
}

/** What an attester attested to in our schema, newest first: one root, or all of them. */
export async function readAttestations(
  { client, fromBlock }: Place,
  by: Address,
  root?: `0x${string}`,
  most = Number.POSITIVE_INFINITY,
): Promise<Published[]> {
  const args = { attester: by, schemaUID: EAS_SCHEMA_UID, ...(root && { recipient: recipientOf(root) }) };
  const logs = await logsBackwards(client, fromBlock, most, range =>
    client.getLogs({ address: EAS_ADDRESS, event: EVENT, args, strict: true, ...range }),
  );
  const all = await Promise.all(
    logs.map(({ args: { uid }, transactionHash, blockNumber }) => readAttestation(client, uid, transactionHash, blockNumber)),
  );
  return root === undefined ? all : all.filter(each => each.root === root);
}

/** What an attestation of our schema says. */
async function readAttestation(client: PublicClient, uid: Hex, txHash: Hex, block: bigint): Promise<Published> {
  const attestation = await client.readContract({
    address: EAS_ADDRESS,
    abi: EAS_ABI,
    functionName: 'getAttestation',
    args: [uid],
  });
  return { ...readAttested(attestation), txHash, block };
}
