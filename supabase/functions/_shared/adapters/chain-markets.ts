import type { Address, Hex, PublicClient } from 'viem';
import { numberToHex } from 'viem';
import { AppError } from '../../../../shared/kernel/app-error.ts';
import { unixMs } from '../../../../shared/kernel/units.ts';
import { POOL_MANAGER } from '../../../../shared/markets/base-contracts.ts';
import {
  type ChainLog,
  COIN_TRANSFER_TOPIC,
  INITIALIZE_TOPIC,
  SWAPPED_TOPIC,
  type TrackedCoin,
} from '../../../../shared/markets/coin-logs.ts';
import type { Block, SyncChain } from '../../../../shared/markets/sync-ports.ts';
import { askChain } from './chain-client.ts';

/** Nodes take so many addresses or topics in one log query. */
const FILTER_SIZE = 100;

type RpcBlock = { number: Hex; hash: Hex; parentHash: Hex; timestamp: Hex };
type RpcLog = {
  address: Address;
  topics: Hex[];
  data: Hex;
  blockNumber: Hex;
  blockHash: Hex;
  logIndex: Hex;
  transactionHash: Hex;
};
type Filter = { address: Address[]; topics: (Hex | Hex[] | null)[] };

/** The chain as the indexer sees it: plain RPC answers, decoded only as far as needed, since a function has two seconds of CPU. */
export function syncChain(client: PublicClient): SyncChain {
  const request = <T>(method: string, params: unknown[]) =>
    askChain(() => client.request({ method, params } as never) as Promise<T>);
  const blockByHash = async (hash: Hex): Promise<Block> => {
    const block = await request<RpcBlock | null>('eth_getBlockByHash', [hash, false]);
    // Gone between two questions: a reorg, which the next look at the head finds.
    if (!block) throw new AppError('chain/moved', 'The chain moved while it was read.', { status: 503, retryable: true });
    return toBlock(block);
  };
  return {
    head: async () => toBlock(await request<RpcBlock>('eth_getBlockByNumber', ['latest', false])),
    block: async number => {
      const block = await request<RpcBlock | null>('eth_getBlockByNumber', [numberToHex(number), false]);
      return block && toBlock(block);
    },
    logs: async (coins, from, to) => {
      const range = { fromBlock: numberToHex(from), toBlock: numberToHex(to) };
      const found = await Promise.all(
        filtersOf(coins).map(filter => request<RpcLog[]>('eth_getLogs', [{ ...filter, ...range }])),
      );
      const hashes = new Set(found.flat().map(log => log.blockHash));
      const blocks = new Map((await Promise.all([...hashes].map(blockByHash))).map(block => [block.hash, block]));
      const logs = found.flat().map(log => toLog(log, blocks.get(log.blockHash)));
      return {
        logs: logs.sort((a, b) => a.blockNumber - b.blockNumber || a.logIndex - b.logIndex),
        blocks: [...blocks.values()],
      };
    },
    senderOf: async hash => {
      const transaction = await request<{ from: Address } | null>('eth_getTransactionByHash', [hash]);
      if (!transaction) throw new AppError('chain/moved', 'The chain moved while it was read.', { status: 503, retryable: true });
      return transaction.from.toLowerCase() as Address;
    },
  };
}

/** Swaps of our pools, transfers of our coins, first prices: by address and topic, so that a busy hook's other pools are not sent to us. */
function filtersOf(coins: readonly TrackedCoin[]): Filter[] {
  const filters: Filter[] = [];
  for (let first = 0; first < coins.length; first += FILTER_SIZE) {
    const some = coins.slice(first, first + FILTER_SIZE);
    const pools = some.map(coin => coin.poolId);
    filters.push(
      { address: [...new Set(some.map(coin => coin.hook))], topics: [SWAPPED_TOPIC, null, null, pools] },
      { address: some.map(coin => coin.coinAddress), topics: [COIN_TRANSFER_TOPIC] },
      { address: [POOL_MANAGER], topics: [INITIALIZE_TOPIC, pools] },
    );
  }
  return filters;
}

function toBlock(block: RpcBlock): Block {
  return {
    number: Number(block.number),
    hash: block.hash,
    parentHash: block.parentHash,
    at: unixMs(Number(block.timestamp) * 1000),
  };
}

function toLog(log: RpcLog, block: Block | undefined): ChainLog {
  return {
    address: log.address.toLowerCase() as Address,
    topics: log.topics,
    data: log.data,
    blockNumber: Number(log.blockNumber),
    blockHash: log.blockHash,
    blockAt: block?.at ?? unixMs(0),
    logIndex: Number(log.logIndex),
    transactionHash: log.transactionHash,
  };
}
