import type { Address, Hex, PublicClient } from 'viem';
import { numberToHex, parseAbi } from 'viem';
import { AppError } from '../../../../shared/kernel/app-error.ts';
import type { Backing } from '../../../../shared/markets/coin-facts.ts';
import { poolIdOf } from '../../../../shared/markets/pool-id.ts';
import { POOL_KEY } from '../../../../shared/markets/pool-key.ts';
import type { Head, SyncChain } from '../../../../shared/markets/sync-ports.ts';
import { askBoth, type Nodes } from './ask-both.ts';
import { askChain } from './chain-client.ts';
import { type RpcBlock, readLogs, toHead } from './chain-logs.ts';

const PAIRED = parseAbi([POOL_KEY, 'function getPoolKey() view returns (PoolKey)', 'function currency() view returns (address)']);

/**
 * The chain as the indexer sees it: plain RPC answers, decoded only as far as needed, since a function has two seconds of CPU.
 * @param configured Pools of currencies that are no coins of Zora's, as an operator named them.
 */
export function syncChain(nodes: Nodes, configured: readonly Backing[] = []): SyncChain {
  const client = nodes.first;
  const request = <T>(method: string, params: unknown[]) =>
    askChain(() => client.request({ method, params } as never) as Promise<T>);
  const blockAt = async (number: number): Promise<Head | null> => {
    const block = await request<RpcBlock | null>('eth_getBlockByNumber', [numberToHex(number), false]);
    return block && toHead(block);
  };
  return {
    head: async () => toHead(await request<RpcBlock>('eth_getBlockByNumber', ['latest', false])),
    block: blockAt,

    logs: range => readLogs(request, range),

    sendersOf: async hashes => {
      const senders = new Map<Hex, Address>();
      const ask = async (hash: Hex) => {
        const transaction = await request<{ from: Address } | null>('eth_getTransactionByHash', [hash]);
        if (transaction) senders.set(hash, transaction.from.toLowerCase() as Address);
      };
      await Promise.all(hashes.map(ask));
      return senders;
    },

    backingOf: async currency => {
      const known = configured.find(backing => backing.currency === currency);
      if (known) return known;
      return askBoth(nodes, 'pool of a currency', (node, block) => backingAt(node, currency, block));
    },
  };
}

/** The pool that a currency names itself; null for what is no coin of Zora's. */
async function backingAt(node: PublicClient, currency: Address, block?: bigint): Promise<Backing | null> {
  const read = { address: currency, abi: PAIRED, ...(block === undefined ? {} : { blockNumber: block }) } as const;
  const [key, against] = await Promise.all([
    node.readContract({ ...read, functionName: 'getPoolKey' }),
    node.readContract({ ...read, functionName: 'currency' }),
  ]).catch(error => noPool(error));
  if (!key || !against) return null;
  const isToken0 = key.currency0.toLowerCase() === currency;
  const poolId = poolIdOf(key);
  return { currency, against: against.toLowerCase() as Address, poolId, poolAddress: null, isToken0 };
}

/** A contract that is no coin of Zora's does not know these functions; a node that is away is another thing. */
function noPool(error: unknown): [null, null] {
  if (error instanceof Error && error.name === 'ContractFunctionExecutionError' && /revert|returned no data/.test(error.message))
    return [null, null];
  throw new AppError('chain/away', 'Base does not answer right now.', { status: 503, retryable: true, cause: error });
}
