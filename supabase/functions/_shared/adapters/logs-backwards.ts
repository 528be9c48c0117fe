import type { PublicClient } from 'viem';

/** What public RPC addresses of Base give in one call. */
const BLOCKS = 9_000n;

/** Logs from the newest block down to `fromBlock`, newest first, in ranges that RPC addresses accept; ends early with `most`. */
export async function logsBackwards<Log>(
  client: PublicClient,
  fromBlock: bigint,
  most: number,
  read: (range: { fromBlock: bigint; toBlock: bigint }) => Promise<Log[]>,
): Promise<Log[]> {
  const found: Log[] = [];
  for (let toBlock = await client.getBlockNumber(); toBlock >= fromBlock && found.length < most; toBlock -= BLOCKS) {
    const from = toBlock - BLOCKS + 1n > fromBlock ? toBlock - BLOCKS + 1n : fromBlock;
    found.push(...(await read({ fromBlock: from, toBlock })).reverse());
  }
  return found.slice(0, most === Number.POSITIVE_INFINITY ? undefined : most);
}
