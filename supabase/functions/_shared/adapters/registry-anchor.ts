import { type Address, encodeFunctionData, type PublicClient } from 'viem';
import type { Anchor, Published } from '../../../../shared/provenance/ports.ts';
import { REGISTRY_ABI } from '../../../../shared/provenance/registry.ts';
import { MOST_RECORDS } from '../../../../shared/provenance/schema.ts';
import { askChain } from './chain-client.ts';
import { logsBackwards } from './logs-backwards.ts';

type Place = { client: PublicClient; registry: Address; fromBlock: bigint };
const EVENT = REGISTRY_ABI[0];

/** Batches in our own registry. */
export function registryAnchor(place: Place, address: Address): Anchor {
  const { client, registry } = place;
  return {
    name: 'registry',
    most: MOST_RECORDS,
    find: ({ root, fromBlock }) =>
      askChain(async () => {
        const time = await client.readContract({
          address: registry,
          abi: REGISTRY_ABI,
          functionName: 'publishedAt',
          args: [address, root],
        });
        return time === 0n ? null : ((await readRegistry({ ...place, fromBlock }, address, root, 1))[0] ?? null);
      }),
    next: async ({ root, digest, count }) => ({
      to: registry,
      data: encodeFunctionData({ abi: REGISTRY_ABI, functionName: 'publish', args: [root, digest, BigInt(count)] }),
    }),
  };
}

/** What a publisher published, newest first: one root, or all of them. */
export async function readRegistry(
  { client, registry, fromBlock }: Place,
  by: Address,
  root?: `0x${string}`,
  most = Number.POSITIVE_INFINITY,
): Promise<Published[]> {
  const logs = await logsBackwards(client, fromBlock, most, range =>
    client.getLogs({ address: registry, event: EVENT, args: { publisher: by, ...(root && { root }) }, strict: true, ...range }),
  );
  return Promise.all(
    logs.map(async ({ args, transactionHash, blockNumber }) => ({
      root: args.root,
      digest: args.digest,
      count: Number(args.count),
      txHash: transactionHash,
      block: blockNumber,
      time: Number((await client.getBlock({ blockNumber })).timestamp),
    })),
  );
}
