import {
  type Address,
  decodeAbiParameters,
  encodeAbiParameters,
  encodeFunctionData,
  type PublicClient,
  parseAbiParameters,
  zeroHash,
} from 'viem';
import { EAS_ABI, EAS_ADDRESS, EAS_SCHEMA, EAS_SCHEMA_UID, recipientOf } from '../../../../shared/provenance/eas.ts';
import type { Anchor, Published } from '../../../../shared/provenance/ports.ts';
import { askChain } from './chain-client.ts';
import { logsBackwards } from './logs-backwards.ts';
import type { Publisher } from './publisher.ts';

type Place = { client: PublicClient; fromBlock: bigint };
const PARAMETERS = parseAbiParameters(EAS_SCHEMA);
const EVENT = EAS_ABI[0];

/** Single records as attestations of the Ethereum Attestation Service: a batch of one, on Base a predeploy that everybody's tools know. */
export function easAnchor(place: Place, { address, send }: Publisher): Anchor {
  return {
    name: 'eas',
    most: 1,
    find: root => askChain(async () => (await readAttestations(place, address, root, 1))[0] ?? null),
    publish: ({ root, digest, count }) => {
      const data = encodeAbiParameters(PARAMETERS, [root, digest, BigInt(count)]);
      const attestation = {
        recipient: recipientOf(root),
        expirationTime: 0n,
        revocable: false,
        refUID: zeroHash,
        data,
        value: 0n,
      };
      return send(
        EAS_ADDRESS,
        encodeFunctionData({ abi: EAS_ABI, functionName: 'attest', args: [{ schema: EAS_SCHEMA_UID, data: attestation }] }),
      );
    },
  };
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
    logs.map(async ({ args: { uid }, transactionHash, blockNumber }): Promise<Published> => {
      const { data, time } = await client.readContract({
        address: EAS_ADDRESS,
        abi: EAS_ABI,
        functionName: 'getAttestation',
        args: [uid],
      });
      const [held, digest, count] = decodeAbiParameters(PARAMETERS, data);
      return { root: held, digest, count: Number(count), txHash: transactionHash, block: blockNumber, time: Number(time) };
    }),
  );
  return root === undefined ? all : all.filter(each => each.root === root);
}
