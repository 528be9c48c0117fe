import { type Address, type Hex, numberToHex } from 'viem';
import { AppError } from '../../../../shared/kernel/app-error.ts';
import { unixMs } from '../../../../shared/kernel/units.ts';
import type { ChainLog } from '../../../../shared/markets/coin-facts.ts';
import type { Cursor, Head, LogRange, SyncChain } from '../../../../shared/markets/sync-ports.ts';
import { type LogFilter, logFilters } from './log-filters.ts';

/** A block as nodes say it. */
export type RpcBlock = { number: Hex; hash: Hex; parentHash: Hex; timestamp: Hex };
type RpcLog = {
  address: Address;
  topics: Hex[];
  data: Hex;
  blockNumber: Hex;
  blockHash: Hex;
  blockTimestamp?: Hex;
  logIndex: Hex;
  transactionHash: Hex;
};

/** One question to a node. */
export type Request = <T>(method: string, params: unknown[]) => Promise<T>;

/** The logs of a range and the blocks that they are of, in the order of the chain; null when the chain moved while it was read. */
export async function readLogs(request: Request, range: LogRange): ReturnType<SyncChain['logs']> {
  const found = await askLogs(request, range);
  const times = found && (await timesOf(request, found));
  if (!found || !times) return null;
  const logs = found.map(log => toLog(log, times.get(log.blockHash) ?? 0));
  const blocks = new Map(logs.map(log => [log.blockNumber, { number: log.blockNumber, hash: log.blockHash, at: log.blockAt }]));
  // Two blocks of one height in one answer: the chain moved while it was read.
  if (logs.some(log => blocks.get(log.blockNumber)?.hash !== log.blockHash)) return null;
  return {
    logs: logs.sort((a, b) => a.blockNumber - b.blockNumber || a.logIndex - b.logIndex),
    blocks: [...blocks.values()],
  };
}

/** The range's logs, or null when the node does not have its last block or the cursor's (any more), or another one before its first. */
async function askLogs(request: Request, { coins, backings, from, after, to, cursor = to }: LogRange): Promise<RpcLog[] | null> {
  const filters = logFilters(coins, backings);
  if (from < to.number || cursor.hash !== to.hash) return askHalves(request, filters, { from, after, to, cursor });
  try {
    return (
      await Promise.all(filters.map(filter => request<RpcLog[]>('eth_getLogs', [{ ...filter, blockHash: to.hash }])))
    ).flat();
  } catch (error) {
    // A block that a reorg took is unknown to the node by its hash.
    if ((await request<RpcBlock | null>('eth_getBlockByHash', [to.hash, false])) === null) return null;
    throw error;
  }
}

/**
 * A node that refuses so much at once is asked for the halves. The range's first and last block and the cursor's are asked for in the
 * same request as the logs, hence of the same node: one that lags leaves out logs of blocks that it does not know, and says nothing, and one that saw
 * a reorg gives logs that do not follow what another said of the cursor's block, which no later look at the cursor would find.
 */
async function askHalves(
  request: Request,
  filters: readonly LogFilter[],
  { from, after, to, cursor }: Pick<LogRange, 'from' | 'after' | 'to'> & { cursor: Cursor },
): Promise<RpcLog[] | null> {
  const [fromBlock, toBlock] = [numberToHex(from), numberToHex(to.number)];
  const blockAt = (number: Hex) => request<RpcBlock | null>('eth_getBlockByNumber', [number, false]);
  const logs = filters.map(filter => request<RpcLog[]>('eth_getLogs', [{ ...filter, fromBlock, toBlock }]));
  try {
    const [first, last, newest, ...found] = await Promise.all([
      after && blockAt(fromBlock),
      blockAt(toBlock),
      cursor.hash === to.hash ? cursor : blockAt(numberToHex(cursor.number)),
      ...logs,
    ]);
    const isOneChain =
      last?.hash === to.hash && newest?.hash === cursor.hash && (after === undefined || (first && first.parentHash === after));
    return isOneChain ? found.flat() : null;
  } catch (error) {
    const tooMuch = error instanceof AppError && /range|limit|large|many|exceed|size/i.test(String(error.facts?.said));
    if (!tooMuch || from === to.number) throw error;
    const middle = await blockAt(numberToHex(Math.floor((from + to.number) / 2)));
    if (!middle) return null;
    const { number, hash } = toHead(middle);
    const before = await askHalves(request, filters, { from, after, to: { number, hash }, cursor });
    const rest = before && (await askHalves(request, filters, { from: number + 1, after: hash, to, cursor }));
    return rest && [...before, ...rest];
  }
}

/** When the logs' blocks were made, from the logs themselves where the node says so. Null when one of them is gone. */
async function timesOf(request: Request, logs: readonly RpcLog[]): Promise<Map<Hex, number> | null> {
  const times = new Map<Hex, number>();
  const unknown = new Set<Hex>();
  for (const log of logs) {
    if (log.blockTimestamp !== undefined) times.set(log.blockHash, Number(log.blockTimestamp) * 1000);
    else unknown.add(log.blockHash);
  }
  const blocks = await Promise.all([...unknown].map(hash => request<RpcBlock | null>('eth_getBlockByHash', [hash, false])));
  for (const block of blocks) {
    if (!block) return null;
    times.set(block.hash, Number(block.timestamp) * 1000);
  }
  return times;
}

/** A block as the index knows it. */
export function toHead(block: RpcBlock): Head {
  return {
    number: Number(block.number),
    hash: block.hash,
    parentHash: block.parentHash,
    at: unixMs(Number(block.timestamp) * 1000),
  };
}

function toLog(log: RpcLog, at: number): ChainLog {
  return {
    address: log.address.toLowerCase() as Address,
    topics: log.topics,
    data: log.data,
    blockNumber: Number(log.blockNumber),
    blockHash: log.blockHash,
    blockAt: unixMs(at),
    logIndex: Number(log.logIndex),
    transactionHash: log.transactionHash,
  };
}
