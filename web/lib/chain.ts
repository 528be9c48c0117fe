import { createPublicClient, http } from 'viem';
import { base } from 'viem/chains';
import { env } from './env.ts';

export { erc20Abi } from 'viem';

function create() {
  return createPublicClient({
    chain: base,
    // Reads of one moment travel together: as one Multicall3 call, and calls of one tick in one HTTP request.
    transport: http(env().baseRpcUrl, { batch: true, retryCount: 2, timeout: 10_000 }),
    batch: { multicall: true },
    pollingInterval: 1000,
  });
}

export type ChainClient = ReturnType<typeof create>;
let client: ChainClient | undefined;

/** Reads from Base through our own RPC. Import this module lazily: viem is heavy. */
export function chain(): ChainClient {
  client ??= create();
  return client;
}
