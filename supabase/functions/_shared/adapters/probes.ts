import type { PublicClient } from 'viem';
import type { HealthPorts } from '../../../../shared/ops/health.ts';
import { askChain } from './chain-client.ts';

const TIMEOUT_MS = 3_000;
/** Base makes a block every two seconds: a node whose head is older does not follow the chain. */
const OLDEST_HEAD_S = 60;

type Addresses = { neynarUrl: string; ipfsGateway: string; zoraUrl: string };

/** The smallest question for each part. Without a key: any answer but a fault of theirs shows that they are there, and costs no credit. */
export function partProbes(
  chain: PublicClient,
  { neynarUrl, ipfsGateway, zoraUrl }: Addresses,
  now: () => number,
): HealthPorts['probes'] {
  return {
    chain: async () => {
      const head = await askChain(() => chain.getBlock());
      if (now() / 1000 - Number(head.timestamp) > OLDEST_HEAD_S) throw new Error('the head of the chain is old');
    },
    farcaster: () => answers(`${neynarUrl}/v2/farcaster/user/bulk?fids=1`),
    // The CID of no bytes at all.
    ipfs: () => answers(`${ipfsGateway}/ipfs/bafkqaaa`),
    quotes: () => answers(`${zoraUrl}/quote`),
  };
}

async function answers(url: string): Promise<void> {
  const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS), redirect: 'manual' });
  await response.body?.cancel();
  if (response.status >= 500) throw new Error(`answered ${response.status}`);
}
